using StreamShield.Core.Frames;

namespace StreamShield.Devices;

/// <summary>Requested source settings. A webcam delivers the closest it can; <see cref="SourceFormat"/> reports the actual values.</summary>
/// <param name="Size">Requested size in pixels.</param>
/// <param name="FramesPerSecond">Requested rate.</param>
public sealed record SourceOptions(FrameSize Size, double FramesPerSecond = 30)
{
    /// <summary>True for live use: clips and patterns play at their own rate. False delivers every picture as fast as it is consumed.</summary>
    public bool Paced { get; init; } = true;

    /// <summary>True makes a clip start over at its end.</summary>
    public bool Loop { get; init; } = true;

    /// <summary>How pictures are rotated; <see cref="Size"/> is the size after the rotation.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>The clock that paces clips and patterns.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
