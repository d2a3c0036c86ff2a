namespace StreamShield.Devices.VirtualCameras;

/// <summary>A possible output for shielded pictures, and whether it is ready.</summary>
/// <param name="Target">Text that names exactly this output, such as "obs" or "v4l2loopback:/dev/video10".</param>
/// <param name="Camera">The camera's name in other programs; empty while it is not available.</param>
/// <param name="IsReady">True if it can take pictures now.</param>
/// <param name="Words">One sentence: a hint, or the cause and cure if it is not ready.</param>
public sealed record VirtualCameraOffer(string Target, string Camera, bool IsReady, string Words);
