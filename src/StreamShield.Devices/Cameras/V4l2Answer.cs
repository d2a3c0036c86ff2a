namespace StreamShield.Devices.Cameras;

/// <summary>What V4L2 says about one device file.</summary>
/// <param name="State">Whether it can be used.</param>
/// <param name="Card">The driver's name for it; empty when it could not be asked.</param>
/// <param name="Modes">What it offers.</param>
internal sealed record V4l2Answer(CameraState State, string Card, IReadOnlyList<CameraMode> Modes)
{
    /// <summary>The driver of v4l2loopback.</summary>
    public const string LoopbackDriver = "v4l2 loopback";

    /// <summary>The driver's name for itself; empty when it could not be asked.</summary>
    public string Driver { get; init; } = "";

    /// <summary>True when a program may feed it. A loopback device that offers itself as camera only says so while somebody feeds it.</summary>
    public bool TakesPictures { get; init; }

    /// <summary>True for a device of v4l2loopback.</summary>
    public bool IsLoopback => Driver == LoopbackDriver;
}
