namespace StreamShield.App.Page.Views;

/// <summary>The room that a request has changed.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ProfileNameView(string Name);
