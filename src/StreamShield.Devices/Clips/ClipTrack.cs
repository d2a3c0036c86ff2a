namespace StreamShield.Devices.Clips;

/// <summary>A sound track of a clip.</summary>
/// <param name="Stream">Index of its stream.</param>
/// <param name="Channels">Number of channels; 0 if the clip does not say.</param>
public sealed record ClipTrack(int Stream, int Channels);
