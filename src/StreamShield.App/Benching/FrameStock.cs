using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;

namespace StreamShield.App.Benching;

/// <summary>Decoded frames of a clip, spread over its length and held in memory, so that decoding is not measured.</summary>
internal sealed class FrameStock : IDisposable
{
    private const int MaxFrames = 60;
    private const long MaxBytes = 96L << 20;

    private readonly FramePool _pool;
    private readonly List<Frame> _frames = [];

    /// <summary>Decodes the frames.</summary>
    /// <param name="path">The clip.</param>
    /// <param name="size">Size to scale them to.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ShieldException">The clip cannot be used.</exception>
    public FrameStock(string path, FrameSize size, TimeProvider time)
    {
        using var clip = new ClipSource(path, loop: false, paced: false, time);
        var format = clip.Open();
        FrameBytes = size.Pixels * 3L;
        var room = (int)Math.Clamp(MaxBytes / FrameBytes, 1, MaxFrames);
        var stride = Math.Max(1, format.FrameCount / room);
        _pool = new FramePool(size, room);
        for (long index = 0; _frames.Count < room; index++)
        {
            var frame = _pool.Rent();
            if (!clip.Read(frame))
            {
                frame.Dispose();
                return;
            }

            if (index % stride == 0)
            {
                _frames.Add(frame);
            }
            else
            {
                frame.Dispose();
            }
        }
    }

    /// <summary>Number of different frames.</summary>
    public int Count => _frames.Count;

    /// <summary>Bytes of one frame.</summary>
    public long FrameBytes { get; }

    /// <summary>A frame by index; indices wrap around. The stock keeps ownership.</summary>
    public Frame this[int index] => _frames[index % _frames.Count];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var frame in _frames)
        {
            frame.Dispose();
        }

        _pool.Dispose();
    }
}
