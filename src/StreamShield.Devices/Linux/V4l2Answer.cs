namespace StreamShield.Devices;

/// <summary>What V4L2 says about one device file.</summary>
/// <param name="State">Whether it can be used.</param>
/// <param name="Card">The driver's name for it; empty when it could not be asked.</param>
/// <param name="Modes">What it offers.</param>
internal sealed record V4l2Answer(CameraState State, string Card, IReadOnlyList<CameraMode> Modes);
