namespace StreamShield.App.Page.Views;

/// <summary>The grant to see the raw picture.</summary>
/// <param name="Grant">Its id.</param>
/// <param name="Seconds">How long it is valid unless renewed.</param>
internal sealed record GrantView(string Grant, int Seconds);
