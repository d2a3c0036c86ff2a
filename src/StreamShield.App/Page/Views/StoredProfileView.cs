namespace StreamShield.App.Page.Views;

/// <summary>A stored room.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasPlate">True when its plate is stored.</param>
/// <param name="Usable">False when its file cannot be used.</param>
/// <param name="Note">What it is, or why it cannot be used.</param>
/// <param name="PlateTrouble">What is wrong with its plate, or that it is lost; empty where all is well.</param>
internal sealed record StoredProfileView(string Name, bool HasPlate, bool Usable, string Note, string PlateTrouble);
