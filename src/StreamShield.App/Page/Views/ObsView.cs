namespace StreamShield.App.Page.Views;

/// <summary>How to bring the picture into OBS on this computer.</summary>
/// <param name="Address">Of the picture, token included.</param>
/// <param name="Dock">Of the page as a dock, token included.</param>
/// <param name="DockLasts">False when the token is a new one with every run, so that the dock would have to be set up each time.</param>
/// <param name="Steps">What to do, one sentence each.</param>
internal sealed record ObsView(string Address, string Dock, bool DockLasts, IReadOnlyList<string> Steps);
