namespace StreamShield.App.Page.Views;

/// <summary>A microphone or an output.</summary>
/// <param name="Text">The setting that chooses it: its display name, or the system's id where two have the same.</param>
/// <param name="Name">Display name.</param>
/// <param name="Usual">True for the system's default.</param>
/// <param name="Cable">True for a virtual cable.</param>
internal sealed record SoundDeviceView(string Text, string Name, bool Usual, bool Cable);
