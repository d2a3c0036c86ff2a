namespace StreamShield.App.Page.Views;

/// <summary>A microphone or an output.</summary>
/// <param name="Text">Chooses it: its name for people, or what the system calls it where two have the same.</param>
/// <param name="Name">For people.</param>
/// <param name="Usual">True for the one that the system takes when nobody chooses.</param>
/// <param name="Cable">True for a virtual cable.</param>
internal sealed record SoundDeviceView(string Text, string Name, bool Usual, bool Cable);
