using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>What is done with a request.</summary>
/// <param name="context">The request; the gate has let it pass.</param>
/// <param name="argument">What stands in the path at the route's "*"; empty without one.</param>
internal delegate Task RouteHandler(HttpContext context, string argument);

/// <summary>One address and method that is served.</summary>
/// <param name="Method">GET (which answers HEAD as well), POST, PUT or DELETE.</param>
/// <param name="Path">Segments separated by "/", without one at the start; "*" stands for any one segment.</param>
/// <param name="Handle">What is done.</param>
internal sealed record Route(string Method, string Path, RouteHandler Handle)
{
    private readonly string[] _segments = Path.Split('/');

    /// <summary>True for a page's own script: JSON must be declared, so that no form of a foreign page can send it.</summary>
    public bool TakesJson { get; init; } = Method is "POST" or "PUT";

    /// <summary>What a token must open to get here.</summary>
    public Right Needs { get; init; } = Right.Control;

    /// <summary>True for what must work however many other requests come, the panic button and the page's own files (some forty per load): it is not counted.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>What the listener's own thread does, before the request is answered: hides, if that is what "on" in the query says. Returns at once.</summary>
    public Action<string>? Hides { get; init; }

    /// <summary>Whether the path of a request is this one's.</summary>
    /// <param name="segments">Unescaped.</param>
    /// <param name="argument">What stands at the "*".</param>
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

    /// <summary>Whether it answers this method.</summary>
    public bool Answers(string method) => method == Method || (Method == HttpMethods.Get && method == HttpMethods.Head);
}
