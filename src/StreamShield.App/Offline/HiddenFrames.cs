namespace StreamShield.App.Offline;

/// <summary>Frames of a clip that became the slate for the same reason.</summary>
/// <param name="Reason">The reason in a few words.</param>
/// <param name="Detail">The error message with cause and cure.</param>
/// <param name="FirstFrame">Number of the first such frame, counted from 1.</param>
/// <param name="Count">Number of such frames.</param>
internal sealed record HiddenFrames(string Reason, string Detail, long FirstFrame, long Count);
