namespace StreamShield.App.Page.Views;

/// <summary>A camera.</summary>
/// <param name="Text">Chooses it, also after others were plugged in.</param>
/// <param name="Name">What the maker calls it, and where it is when two have the same name.</param>
/// <param name="Modes">What it offers: "MJPG 1280x720 at 30 fps".</param>
/// <param name="Problem">Why it could not be asked, or empty.</param>
internal sealed record CameraView(string Text, string Name, IReadOnlyList<string> Modes, string Problem);
