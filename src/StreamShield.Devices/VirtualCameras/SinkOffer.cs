namespace StreamShield.Devices.VirtualCameras;

/// <summary>A place where shielded pictures can go, and whether it is ready to take them.</summary>
/// <param name="Target">Text that names exactly this place, such as "obs" or "v4l2loopback:/dev/video10".</param>
/// <param name="Camera">What other programs call it; empty while it is not there.</param>
/// <param name="IsReady">True when pictures can go there now.</param>
/// <param name="Words">One sentence: what to know, or why not and the cure.</param>
public sealed record SinkOffer(string Target, string Camera, bool IsReady, string Words);
