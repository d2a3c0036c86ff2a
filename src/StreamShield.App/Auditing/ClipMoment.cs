using OpenCvSharp;

namespace StreamShield.App.Auditing;

/// <summary>One picture of a clip with what belongs to it; borrowed.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Raw">What the camera saw, BGR.</param>
/// <param name="Output">What the world saw, BGR.</param>
/// <param name="Matte">The exact matte as grey levels in BGR; null without one.</param>
internal readonly record struct ClipMoment(long Number, Mat Raw, Mat Output, Mat? Matte);
