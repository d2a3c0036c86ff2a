using System.Diagnostics;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.EndToEnd;

/// <summary>What a sink was given, as its pixels tell: the slate with its words, or a picture with the number that it claims (0 when it carries none).</summary>
internal readonly record struct Sight(long FrameId, SlateReason? Slate)
{
    /// <summary>When it was examined, as a time stamp.</summary>
    public long At { get; } = Stopwatch.GetTimestamp();

    public bool IsSlate => Slate is not null;
}
