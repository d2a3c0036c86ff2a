namespace StreamShield.App.Page.Views;

/// <summary>Addresses for OBS on this computer.</summary>
/// <param name="Address">Address of the picture, token included.</param>
/// <param name="Dock">Address of the page as a dock, token included.</param>
/// <param name="DockLasts">False when every run has a new token, so that the dock must be set up each time.</param>
internal sealed record ObsView(string Address, string Dock, bool DockLasts);
