namespace StreamShield.App.Page.Views;

/// <summary>A model.</summary>
/// <param name="Name">The setting that chooses it.</param>
/// <param name="Title">Display name.</param>
/// <param name="Ready">True when it can be used.</param>
/// <param name="Detail">Why not, or empty.</param>
internal sealed record ModelView(string Name, string Title, bool Ready, string Detail);
