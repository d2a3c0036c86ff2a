namespace StreamShield.App.Page.Views;

/// <summary>An effect.</summary>
/// <param name="Name">The setting that chooses it.</param>
/// <param name="Promise">What it shows, and what it reveals.</param>
internal sealed record EffectView(string Name, string Promise);
