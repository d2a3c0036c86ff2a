namespace StreamShield.App.Page;

/// <summary>The room that something was done with.</summary>
/// <param name="Name">Its name.</param>
internal sealed record RoomNameView(string Name);
