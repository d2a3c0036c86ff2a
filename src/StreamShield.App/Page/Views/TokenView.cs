namespace StreamShield.App.Page.Views;

/// <summary>A code or a token.</summary>
/// <param name="Token">The text.</param>
internal sealed record TokenView(string Token);
