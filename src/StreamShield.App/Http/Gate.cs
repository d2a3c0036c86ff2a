using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>
/// What every request passes before anything is done for it, in this order: Host (421), token (401), origin (403), route (404), method (405), type of the body (415), rate (429).
/// </summary>
internal sealed class Gate(AccessToken token, Site site, TimeProvider time)
{
    /// <summary>A page's event stream, previews, sliders: far below this.</summary>
    private readonly RateLimit _reads = new(perSecond: 100, atOnce: 300, time);

    /// <summary>A slider that is dragged sends one per picture of the screen.</summary>
    private readonly RateLimit _changes = new(perSecond: 70, atOnce: 200, time);

    /// <summary>The route of a request.</summary>
    /// <param name="context">Gets its status set when there is none.</param>
    /// <param name="port">The server's own.</param>
    /// <param name="argument">What stands at the route's "*".</param>
    /// <returns>Null: refused without a word, or redirected.</returns>
    /// <exception cref="Refusal">Refused, to somebody who has the token.</exception>
    public Route? Pass(HttpContext context, int port, out string argument)
    {
        argument = "";
        var request = context.Request;
        if (!HostCheck.Accepts(request.Headers.Host, port))
        {
            return Silent(context, StatusCodes.Status421MisdirectedRequest);
        }

        if (RequestPath.Of(context) is not { } path)
        {
            return Silent(context, StatusCodes.Status400BadRequest);
        }

        if (site.Open.FirstOrDefault(route => route.Fits(path, out _)) is { } open)
        {
            return open.Answers(request.Method) ? open : Silent(context, StatusCodes.Status405MethodNotAllowed);
        }

        var isPage = token.Matches(path[0]);
        if (!isPage && !token.Matches(request.Query["token"]))
        {
            return Silent(context, StatusCodes.Status401Unauthorized);
        }

        if (!OriginCheck.Accepts(request, port))
        {
            throw new Refusal(StatusCodes.Status403Forbidden, "This comes from a page of another origin: only StreamShield's own page is obeyed.");
        }

        if (isPage && path.Length == 1)
        {
            // The page's scripts are found relative to its folder.
            context.Response.Headers.Location = $"/{token.Text}/{request.QueryString}";
            return Silent(context, StatusCodes.Status308PermanentRedirect);
        }

        return isPage ? Choose(context, site.Page, path.AsSpan(1), out argument) : Choose(context, site.Plain, path, out argument);
    }

    private Route Choose(HttpContext context, IReadOnlyList<Route> routes, ReadOnlySpan<string> path, out string argument)
    {
        var method = context.Request.Method;
        var isKnown = false;
        argument = "";
        foreach (var route in routes)
        {
            if (!route.Fits(path, out var found))
            {
                continue;
            }

            isKnown = true;
            if (route.Answers(method))
            {
                argument = found;
                Check(context.Request, route);
                return route;
            }
        }

        throw isKnown
            ? new Refusal(StatusCodes.Status405MethodNotAllowed, "This address does not answer that method: see the list of addresses.")
            : new Refusal(StatusCodes.Status404NotFound, "There is nothing at this address: see the list of addresses.");
    }

    private void Check(HttpRequest request, Route route)
    {
        if (route.TakesJson && !IsJson(request.ContentType))
        {
            throw new Refusal(StatusCodes.Status415UnsupportedMediaType, "The body is not declared as JSON: send Content-Type: application/json.");
        }

        if (!route.IsUrgent && !(route.Method == HttpMethods.Get ? _reads : _changes).Take())
        {
            throw new Refusal(StatusCodes.Status429TooManyRequests, "Too many requests: wait a second.");
        }
    }

    private static bool IsJson(string? type) => type is not null && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static Route? Silent(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status >= StatusCodes.Status400BadRequest)
        {
            // Whoever has no business here is not to keep one of the few connections.
            context.Response.Headers.Connection = "close";
        }

        return null;
    }
}
