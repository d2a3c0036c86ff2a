namespace StreamShield.App.Http;

/// <summary>All that the local server serves.</summary>
/// <param name="Open">For everybody on this computer: the door, which says nothing.</param>
/// <param name="Plain">For whoever names a token in the query: the addresses for OBS, VLC, curl and buttons.</param>
/// <param name="Page">For whoever has a token as the first part of the path: the control page and what it asks for.</param>
internal sealed record Site(IReadOnlyList<Route> Open, IReadOnlyList<Route> Plain, IReadOnlyList<Route> Page);
