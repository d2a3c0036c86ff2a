namespace StreamShield.App.Page.Views;

/// <summary>What OBS on this computer is given.</summary>
/// <param name="Address">Of the picture, token included.</param>
/// <param name="Dock">Of the page as a dock, token included.</param>
/// <param name="DockLasts">False when the token is a new one with every run, so that the dock would have to be set up each time.</param>
internal sealed record ObsView(string Address, string Dock, bool DockLasts);
