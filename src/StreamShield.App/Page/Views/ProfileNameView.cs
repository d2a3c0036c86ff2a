namespace StreamShield.App.Page.Views;

/// <summary>The room that something was done with.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ProfileNameView(string Name);
