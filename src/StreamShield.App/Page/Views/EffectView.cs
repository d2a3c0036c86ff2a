namespace StreamShield.App.Page.Views;

/// <summary>An effect.</summary>
/// <param name="Name">Chooses it.</param>
/// <param name="Promise">What it shows, and what it gives away.</param>
internal sealed record EffectView(string Name, string Promise);
