namespace StreamShield.App.Page.Views;

/// <summary>The room in use.</summary>
/// <param name="Name">Null for unsaved settings.</param>
/// <param name="Unsaved">True when there are unsaved changes.</param>
/// <param name="HasPlate">True when a captured plate is in use.</param>
/// <param name="PlateTrouble">What is wrong with its plate, or that it is lost; empty where all is well.</param>
internal sealed record ProfileView(string? Name, bool Unsaved, bool HasPlate, string PlateTrouble);
