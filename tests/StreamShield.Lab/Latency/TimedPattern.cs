using StreamShield.Core.Frames;
using StreamShield.Devices.Synthetic;

namespace StreamShield.Lab.Latency;

/// <summary>The test pattern at a steady rate, with the moment noted at which each of its numbers left the source.</summary>
internal sealed class TimedPattern(FrameSize size, double framesPerSecond, TimeProvider time) : ISource
{
    private readonly PatternSource _pattern = new(size, framesPerSecond, time: time);
    private readonly long[] _leftAt = new long[1 << 16];

    public string Name => _pattern.Name;

    public SourceFormat Open() => _pattern.Open();

    public bool Read(Frame frame)
    {
        var more = _pattern.Read(frame);
        Volatile.Write(ref _leftAt[PatternNumber.Read(frame) % _leftAt.Length], time.GetTimestamp());
        return more;
    }

    /// <summary>When the picture with a number left the source.</summary>
    public long LeftAt(long number) => Volatile.Read(ref _leftAt[number % _leftAt.Length]);

    public void Dispose() => _pattern.Dispose();
}
