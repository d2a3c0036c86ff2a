using StreamShield.Core.Frames;

namespace StreamShield.Devices;

/// <summary>What is asked of a source. A webcam gives what it can; <see cref="SourceFormat"/> tells what it was.</summary>
/// <param name="Size">Wanted size in pixels.</param>
/// <param name="FramesPerSecond">Wanted rate.</param>
public sealed record SourceOptions(FrameSize Size, double FramesPerSecond = 30)
{
    /// <summary>True for live use: clips and patterns keep their rate. False delivers every picture as fast as it is taken.</summary>
    public bool Paced { get; init; } = true;

    /// <summary>True lets a clip start again at its end.</summary>
    public bool Loop { get; init; } = true;

    /// <summary>How its pictures are turned; <see cref="Size"/> is that after the turn.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>Where time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
