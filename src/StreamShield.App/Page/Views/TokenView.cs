namespace StreamShield.App.Page.Views;

/// <summary>A code or a token.</summary>
/// <param name="Token">The code or token.</param>
internal sealed record TokenView(string Token);
