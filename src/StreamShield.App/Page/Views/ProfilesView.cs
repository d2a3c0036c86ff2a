namespace StreamShield.App.Page.Views;

/// <summary>The stored rooms.</summary>
/// <param name="Current">The one in use; null for none.</param>
/// <param name="Rooms">All of them by name.</param>
internal sealed record ProfilesView(string? Current, IReadOnlyList<StoredProfileView> Rooms);
