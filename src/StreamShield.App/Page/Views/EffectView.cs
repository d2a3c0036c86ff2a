namespace StreamShield.App.Page.Views;

/// <summary>An effect.</summary>
/// <param name="Name">The setting that chooses it.</param>
/// <param name="Promise">What it shows, and what it reveals.</param>
/// <param name="ShowsRoom">True if it is made of the room's colours.</param>
/// <param name="HasStrength">True if the strength changes it.</param>
internal sealed record EffectView(string Name, string Promise, bool ShowsRoom, bool HasStrength);
