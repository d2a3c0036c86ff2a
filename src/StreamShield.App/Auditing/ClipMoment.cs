using OpenCvSharp;

namespace StreamShield.App.Auditing;

/// <summary>One moment of a clip; its pictures are borrowed.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Raw">What the camera captured, BGR.</param>
/// <param name="Output">What was shown, BGR.</param>
/// <param name="IsSlate">True when a stage failed and everything was hidden.</param>
/// <param name="Matte">The exact matte as grey levels in BGR; null if there is none.</param>
internal readonly record struct ClipMoment(long Number, Mat Raw, Mat Output, bool IsSlate, Mat? Matte);
