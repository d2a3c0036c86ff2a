using System.Runtime.Versioning;

namespace StreamShield.Devices;

/// <summary>
/// A running device of ALSA that is stopped on its own thread, between two periods. NAudio drops it from the thread that disposes it; ALSA's pulse plug-in does not end a call that
/// already waits in it then, so that call would spin and the disposing thread wait for it, both for ever.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="stop">Stops it without waiting, when called on its own thread.</param>
[SupportedOSPlatform("linux")]
internal sealed class AlsaStream(IDisposable device, Action stop) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim _stopped = new(false);
    private volatile bool _ending;

    /// <summary>To be called on the device's thread at each of its periods.</summary>
    public void OnPeriod()
    {
        if (_ending)
        {
            stop();
        }
    }

    /// <summary>To be called as the last thing on the device's thread.</summary>
    public void OnStopped()
    {
        if (_ending)
        {
            device.Dispose();
        }

        _stopped.Set();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending = true;
        // A device that stands still is not waited for: should it ever go on, it ends by itself.
        if (_stopped.Wait(Patience))
        {
            device.Dispose();
        }
    }
}
