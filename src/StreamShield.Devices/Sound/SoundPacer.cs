using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound;

/// <summary>Paces a device that has no clock of its own: waits until the next samples are due. Disposing ends a wait at once.</summary>
internal sealed class SoundPacer(TimeProvider? time) : IDisposable
{
    private static readonly TimeSpan MaxLag = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ManualResetEvent _disposed = new(false);
    private long _began;
    private long _samples;

    /// <summary>Restarts the clock: the next samples are due now.</summary>
    public void Begin()
    {
        _began = _time.GetTimestamp();
        _samples = 0;
    }

    /// <summary>Waits until the next samples are due.</summary>
    /// <param name="samples">How many samples follow.</param>
    public void Wait(int samples)
    {
        var late = _time.GetElapsedTime(_began) - TimeSpan.FromSeconds(_samples / (double)SoundFormat.Rate);
        if (late > MaxLag)
        {
            // Do not rush to make up for lost time.
            Begin();
        }
        else if (late < TimeSpan.Zero)
        {
            _disposed.WaitOne(-late);
        }

        _samples += samples;
    }

    /// <inheritdoc/>
    public void Dispose() => _disposed.Set();
}
