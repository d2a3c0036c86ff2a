namespace StreamShield.Devices.VirtualCameras;

/// <summary>The virtual cameras of a session.</summary>
/// <param name="Cameras">What was chosen, each ready.</param>
/// <param name="Note">One line about what "auto" could not have, or empty.</param>
public sealed record SinkChoice(IReadOnlyList<SinkOffer> Cameras, string Note);
