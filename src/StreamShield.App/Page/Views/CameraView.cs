namespace StreamShield.App.Page.Views;

/// <summary>A camera.</summary>
/// <param name="Text">The setting that chooses it, stable when others are plugged in.</param>
/// <param name="Name">Its name, and where it is connected when two have the same name.</param>
/// <param name="Modes">Its modes: "MJPG 1280x720 at 30 fps".</param>
/// <param name="Problem">Why its modes could not be read, or empty.</param>
internal sealed record CameraView(string Text, string Name, IReadOnlyList<string> Modes, string Problem);
