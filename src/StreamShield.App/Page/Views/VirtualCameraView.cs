namespace StreamShield.App.Page.Views;

/// <summary>Whether other programs can choose StreamShield as a camera, and how to make that possible.</summary>
/// <param name="Ready">The camera that is ready, or empty.</param>
/// <param name="InUse">True when this run feeds it.</param>
/// <param name="Advice">What to do about each kind of camera that is not ready.</param>
/// <param name="Commands">The commands that one click runs as administrator, one per line; empty where there are none.</param>
/// <param name="Trouble">Why one click cannot do it, or empty.</param>
internal sealed record VirtualCameraView(string Ready, bool InUse, IReadOnlyList<string> Advice, IReadOnlyList<string> Commands, string Trouble);
