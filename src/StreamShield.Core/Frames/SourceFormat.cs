namespace StreamShield.Core.Frames;

/// <summary>What a source really gives, as opposed to what was asked.</summary>
/// <param name="Width">Native width in pixels.</param>
/// <param name="Height">Native height in pixels.</param>
/// <param name="FramesPerSecond">Rate; 0 when the device does not say.</param>
/// <param name="Encoding">Pixel format on the wire, such as "MJPG", "h264", "BGR"; empty when unknown.</param>
/// <param name="FrameCount">Frames of a clip as its header says; 0 for live sources or when unknown.</param>
public sealed record SourceFormat(int Width, int Height, double FramesPerSecond, string Encoding, long FrameCount = 0);
