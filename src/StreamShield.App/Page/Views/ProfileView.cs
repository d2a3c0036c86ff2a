namespace StreamShield.App.Page.Views;

/// <summary>The room in force.</summary>
/// <param name="Name">Null when the settings belong to no stored room.</param>
/// <param name="Unsaved">True when something would be lost if the run ended now.</param>
/// <param name="HasPlate">True when a captured plate is in force.</param>
/// <param name="PlateTrouble">What is wrong with its plate, or that it is lost; empty where all is well.</param>
internal sealed record ProfileView(string? Name, bool Unsaved, bool HasPlate, string PlateTrouble);
