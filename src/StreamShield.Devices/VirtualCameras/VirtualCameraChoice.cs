namespace StreamShield.Devices.VirtualCameras;

/// <summary>The virtual cameras of a session.</summary>
/// <param name="Cameras">The chosen cameras, all of them ready.</param>
/// <param name="Note">One line about why "auto" chose none; otherwise empty.</param>
public sealed record VirtualCameraChoice(IReadOnlyList<VirtualCameraOffer> Cameras, string Note);
