using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>The clock of a device that has none: waits until the next block is due. A wait ends at once when it is disposed.</summary>
internal sealed class SoundPacer(TimeProvider? time) : IDisposable
{
    private static readonly TimeSpan Block = TimeSpan.FromSeconds(SoundFormat.BlockSeconds);
    private static readonly TimeSpan MostBehind = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ManualResetEvent _disposed = new(false);
    private long _began;
    private long _blocks;

    /// <summary>The first block is due now.</summary>
    public void Begin()
    {
        _began = _time.GetTimestamp();
        _blocks = 0;
    }

    /// <summary>Waits for the next block.</summary>
    public void Wait()
    {
        var late = _time.GetElapsedTime(_began) - (Block * _blocks);
        if (late > MostBehind)
        {
            // What was missed is not made up for in a hurry.
            Begin();
        }
        else if (late < TimeSpan.Zero)
        {
            _disposed.WaitOne(-late);
        }

        _blocks++;
    }

    /// <inheritdoc/>
    public void Dispose() => _disposed.Set();
}
