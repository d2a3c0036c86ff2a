namespace StreamShield.App.Page.Views;

/// <summary>Whether programs can choose StreamShield as a camera, and how they get to.</summary>
/// <param name="Ready">The camera that is ready, or empty.</param>
/// <param name="InUse">True when this run feeds it.</param>
/// <param name="Advice">What to do about each kind of camera of this system that is not ready.</param>
/// <param name="Commands">What one click runs as administrator, line by line; empty where there is no such click.</param>
/// <param name="Trouble">Why it cannot be done with a click, or empty.</param>
internal sealed record VirtualCameraView(string Ready, bool InUse, IReadOnlyList<string> Advice, IReadOnlyList<string> Commands, string Trouble);
