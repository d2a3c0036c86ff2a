using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>Handles a request.</summary>
/// <param name="context">The request, which has passed the gate.</param>
/// <param name="argument">The path segment that matched the route's "*"; empty if there is none.</param>
internal delegate Task RouteHandler(HttpContext context, string argument);

/// <summary>An address and method of the server.</summary>
/// <param name="Method">GET (which also answers HEAD), POST, PUT or DELETE.</param>
/// <param name="Path">Segments separated by "/", without a leading one; "*" matches any single segment.</param>
/// <param name="Handle">The handler.</param>
internal sealed record Route(string Method, string Path, RouteHandler Handle)
{
    private readonly string[] _segments = Path.Split('/');

    /// <summary>True if the body must be declared as JSON, which a form on a foreign page cannot do.</summary>
    public bool TakesJson { get; init; } = Method is "POST" or "PUT";

    /// <summary>The access right that is required.</summary>
    public Right Needs { get; init; } = Right.Control;

    /// <summary>True for what must work under any load: the panic button and the page's own files (about forty per load). Exempt from rate limits.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>
    /// Called on the listener's thread before the request is handled, with the query's "on" value; hides the picture if it says so. Must return at once.
    /// </summary>
    public Action<string>? Hides { get; init; }

    /// <summary>Matches a request's path.</summary>
    /// <param name="segments">The unescaped path segments.</param>
    /// <param name="argument">The segment that matched "*".</param>
    public bool Fits(ReadOnlySpan<string> segments, out string argument)
    {
        argument = "";
        if (segments.Length != _segments.Length)
        {
            return false;
        }

        for (var i = 0; i < segments.Length; i++)
        {
            if (_segments[i] == "*")
            {
                argument = segments[i];
            }
            else if (_segments[i] != segments[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True if the route handles the method.</summary>
    public bool Answers(string method) => method == Method || (Method == HttpMethods.Get && method == HttpMethods.Head);
}
