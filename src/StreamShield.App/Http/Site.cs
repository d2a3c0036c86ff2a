namespace StreamShield.App.Http;

/// <summary>All routes of the local server.</summary>
/// <param name="Open">For everybody on this computer: the page that redeems codes, which reveals nothing.</param>
/// <param name="Plain">With a token in the query: the addresses for OBS, VLC, curl and buttons.</param>
/// <param name="Page">With a token as the first path segment: the control page and its requests.</param>
internal sealed record Site(IReadOnlyList<Route> Open, IReadOnlyList<Route> Plain, IReadOnlyList<Route> Page)
{
    /// <summary>Why all other addresses are not served for the moment: one sentence. Null if there are none.</summary>
    public string? Pause { get; init; }
}
