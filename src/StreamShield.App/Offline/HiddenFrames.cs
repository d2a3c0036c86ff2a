namespace StreamShield.App.Offline;

/// <summary>Frames of a clip that became the slate for one and the same reason.</summary>
/// <param name="Reason">The reason, in a few words.</param>
/// <param name="Detail">The sentence with cause and cure.</param>
/// <param name="FirstFrame">Number of the first such frame, from 1.</param>
/// <param name="Count">How many.</param>
internal sealed record HiddenFrames(string Reason, string Detail, long FirstFrame, long Count);
