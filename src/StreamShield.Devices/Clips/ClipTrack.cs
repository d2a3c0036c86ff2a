namespace StreamShield.Devices.Clips;

/// <summary>A sound track of a clip.</summary>
/// <param name="Stream">Number of its stream.</param>
/// <param name="Channels">How many it has; 0 when the clip does not say.</param>
public sealed record ClipTrack(int Stream, int Channels);
