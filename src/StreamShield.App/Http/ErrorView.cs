namespace StreamShield.App.Http;

/// <summary>An error response.</summary>
/// <param name="Error">One sentence with cause and cure.</param>
internal sealed record ErrorView(string Error);
