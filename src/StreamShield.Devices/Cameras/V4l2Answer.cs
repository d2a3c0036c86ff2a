namespace StreamShield.Devices.Cameras;

/// <summary>Result of querying one device file.</summary>
/// <param name="State">Whether it can be used.</param>
/// <param name="Card">The driver's name for the device; empty if it could not be queried.</param>
/// <param name="Modes">The modes it offers.</param>
internal sealed record V4l2Answer(CameraState State, string Card, IReadOnlyList<CameraMode> Modes)
{
    /// <summary>Driver name of v4l2loopback.</summary>
    public const string LoopbackDriver = "v4l2 loopback";

    /// <summary>The driver's own name; empty if it could not be queried.</summary>
    public string Driver { get; init; } = "";

    /// <summary>
    /// True if a program may feed it. A loopback device that presents itself only as a camera (exclusive_caps) reports this only while it is being fed.
    /// </summary>
    public bool TakesPictures { get; init; }

    public bool IsLoopback => Driver == LoopbackDriver;
}
