namespace StreamShield.App.Page.Views;

/// <summary>Leave to see the raw picture.</summary>
/// <param name="Grant">Names it.</param>
/// <param name="Seconds">How long it holds unless it is renewed.</param>
internal sealed record GrantView(string Grant, int Seconds);
