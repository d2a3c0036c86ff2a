using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound;

/// <summary>The clock of a device that has none: waits until the next sound is due. A wait ends at once when it is disposed.</summary>
internal sealed class SoundPacer(TimeProvider? time) : IDisposable
{
    private static readonly TimeSpan MaxLag = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ManualResetEvent _disposed = new(false);
    private long _began;
    private long _samples;

    /// <summary>The first sound is due now.</summary>
    public void Begin()
    {
        _began = _time.GetTimestamp();
        _samples = 0;
    }

    /// <summary>Waits until it is time for what comes next.</summary>
    /// <param name="samples">How much that is.</param>
    public void Wait(int samples)
    {
        var late = _time.GetElapsedTime(_began) - TimeSpan.FromSeconds(_samples / (double)SoundFormat.Rate);
        if (late > MaxLag)
        {
            // What was missed is not made up for in a hurry.
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
