using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>
/// The checks that every request passes before anything is done for it, in this order: Host (421), token (401), origin (403), route (404), method (405), access
/// right (401, 403), content type (415), number of connections (503), rate (429).
/// </summary>
internal sealed class Gate(Secrets secrets, Func<Site> now, Visitors visitors, TimeProvider time)
{
    /// <summary>A page with its event stream, previews and sliders stays far below this.</summary>
    private readonly RateLimit _reads = new(perSecond: 100, atOnce: 300, time);

    /// <summary>A slider that is being dragged sends one change per screen refresh.</summary>
    private readonly RateLimit _changes = new(perSecond: 70, atOnce: 200, time);

    /// <summary>Checks a request and finds its route.</summary>
    /// <param name="context">The request; its status is set if there is no route.</param>
    /// <param name="port">The server's port.</param>
    /// <param name="argument">The part of the path that matched the route's "*".</param>
    /// <returns>Null if the request was rejected without explanation, or redirected.</returns>
    /// <exception cref="Refusal">The request was rejected, but the client has a token and gets an explanation.</exception>
    public Route? Pass(HttpContext context, int port, out string argument)
    {
        argument = "";
        var site = now();
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
            return !open.Answers(request.Method) ? Silent(context, StatusCodes.Status405MethodNotAllowed)
                : open.TakesJson && (!OriginCheck.Accepts(request, port) || !IsJson(request.ContentType)) ? Silent(context, StatusCodes.Status403Forbidden)
                : Once(context, open);
        }

        var page = secrets.Of(path[0]);
        var isPage = page >= Right.Control;
        var right = isPage ? page : secrets.Of(request.Query["token"]);
        if (right == Right.None)
        {
            return Silent(context, StatusCodes.Status401Unauthorized);
        }

        context.Items[typeof(Right)] = right;

        if (!OriginCheck.Accepts(request, port))
        {
            throw new Refusal(StatusCodes.Status403Forbidden, "This comes from a page of another origin: only StreamShield's own page is obeyed.");
        }

        if (isPage && path.Length == 1)
        {
            // The page's scripts are relative to its folder.
            context.Response.Headers.Location = $"/{path[0]}/{request.QueryString}";
            return Silent(context, StatusCodes.Status308PermanentRedirect);
        }

        return isPage ? Choose(context, site.Page, site.Pause, path.AsSpan(1), out argument) : Choose(context, site.Plain, site.Pause, path, out argument);
    }

    /// <summary>The access right of a request that has passed.</summary>
    public static Right RightOf(HttpContext context) => context.Items[typeof(Right)] is Right right ? right : Right.None;

    private Route? Choose(HttpContext context, IReadOnlyList<Route> routes, string? pause, ReadOnlySpan<string> path, out string argument)
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
                return Check(context, route) ? route : Silent(context, StatusCodes.Status401Unauthorized);
            }
        }

        throw pause is not null ? new Refusal(StatusCodes.Status503ServiceUnavailable, pause)
            : isKnown
            ? new Refusal(StatusCodes.Status405MethodNotAllowed, "This address does not answer that method: see the list of addresses.")
            : new Refusal(StatusCodes.Status404NotFound, "There is nothing at this address: see the list of addresses.");
    }

    /// <summary>False if the token must not learn anything from the response.</summary>
    private bool Check(HttpContext context, Route route)
    {
        if (RightOf(context) < route.Needs)
        {
            return RightOf(context) >= Right.Control ? throw WindowOnly() : false;
        }

        if (route.TakesJson && !IsJson(context.Request.ContentType))
        {
            throw new Refusal(StatusCodes.Status415UnsupportedMediaType, "The body is not declared as JSON: send Content-Type: application/json.");
        }

        if (!visitors.Admit(context.Features.Get<Visitor>(), route.IsUrgent))
        {
            context.Response.Headers.Connection = "close";
            throw new Refusal(StatusCodes.Status503ServiceUnavailable, "Too many connections are open: close a page or a viewer.");
        }

        if (!route.IsUrgent && !(route.Method == HttpMethods.Get ? _reads : _changes).Take())
        {
            throw new Refusal(StatusCodes.Status429TooManyRequests, "Too many requests: wait a second.");
        }

        return true;
    }

    /// <summary>The error for a page that was not opened from the terminal and requests what only such a page may get.</summary>
    public static Refusal WindowOnly() =>
        new(StatusCodes.Status403Forbidden, "The raw picture is shown only by a page that was opened from the terminal: press o there, or run 'streamshield page'.");

    /// <summary>Closes the connection afterwards: clients without a token may not keep one.</summary>
    private static Route Once(HttpContext context, Route route)
    {
        context.Response.Headers.Connection = "close";
        return route;
    }

    private static bool IsJson(string? type) => type is not null && type.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static Route? Silent(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status >= StatusCodes.Status400BadRequest)
        {
            // Unauthorized clients must not keep one of the limited connections.
            context.Response.Headers.Connection = "close";
        }

        return null;
    }
}
