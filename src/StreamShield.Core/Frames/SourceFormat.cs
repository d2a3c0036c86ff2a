namespace StreamShield.Core.Frames;

/// <summary>The format that a source actually delivers, as opposed to the one requested.</summary>
/// <param name="Width">Native width in pixels.</param>
/// <param name="Height">Native height in pixels.</param>
/// <param name="FramesPerSecond">Nominal rate; 0 when the device does not report one.</param>
/// <param name="Encoding">Pixel format on the wire, such as "MJPG", "h264", "BGR"; empty when unknown.</param>
/// <param name="FrameCount">Number of frames of a clip according to its header; 0 for live sources or when unknown.</param>
public sealed record SourceFormat(int Width, int Height, double FramesPerSecond, string Encoding, long FrameCount = 0);
