namespace StreamShield.App.Http;

/// <summary>A refusal.</summary>
/// <param name="Error">One sentence with cause and cure.</param>
internal sealed record ErrorView(string Error);
