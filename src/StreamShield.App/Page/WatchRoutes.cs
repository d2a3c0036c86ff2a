using StreamShield.App.Http;

namespace StreamShield.App.Page;

/// <summary>The shielded picture as a page that reconnects by itself, for OBS's browser source: <c>/watch?token=T</c>, with the token that opens the picture.</summary>
internal sealed class WatchRoutes(PageFiles files)
{
    /// <summary>The page's address.</summary>
    public const string Address = "/watch";

    /// <summary>Its script and style, which contain no secret and need no token.</summary>
    public IEnumerable<Route> Open =>
        ((string[])["watch.js", "watch.css"]).Select(file => new Route("GET", file, (context, _) => files.ServeAsync(context, file)) { IsUrgent = true });

    /// <summary>Adds the page.</summary>
    public Route Page => new("GET", Address[1..], (context, _) => files.ServeAsync(context, "watch.html")) { Needs = Right.Picture };
}
