using System.Text.Json;

namespace StreamShield.App.Page.Views;

/// <summary>A room that was deleted.</summary>
/// <param name="Profile">Brings it back when it is imported, without its plate; null when its file could not be used.</param>
internal sealed record DeletedProfileView(JsonElement? Profile);
