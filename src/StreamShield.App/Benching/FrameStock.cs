using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;

namespace StreamShield.App.Benching;

/// <summary>Decoded frames from the middle of a clip, held in memory so that decoding is not measured. They are played forwards and backwards: a cut
/// would be measured otherwise, not a streamer who moves.</summary>
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
        var first = Math.Max(0, (format.FrameCount - room) / 2);
        _pool = new FramePool(size, room);
        for (long index = 0; _frames.Count < room; index++)
        {
            var frame = _pool.Rent();
            if (!clip.Read(frame))
            {
                frame.Dispose();
                return;
            }

            if (index >= first)
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

    /// <summary>The frame at a place in the endless sequence. The stock keeps ownership.</summary>
    public Frame this[int index]
    {
        get
        {
            var turn = Math.Max(1, 2 * (_frames.Count - 1));
            return _frames[Math.Min(index % turn, turn - (index % turn))];
        }
    }

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
