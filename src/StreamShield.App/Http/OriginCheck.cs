using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>
/// Tells this server's own page, and programs that are no browsers, from pages of other origins. A browser says where a request comes from in Sec-Fetch-Site (Fetch Metadata,
/// W3C) and, whenever it changes something, in Origin (RFC 6454); neither can be set by a page.
/// </summary>
internal static class OriginCheck
{
    /// <summary>True when no other origin has sent the request.</summary>
    public static bool Accepts(HttpRequest request, int port)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0 && site != "same-origin" && site != "none")
        {
            return false;
        }

        var origin = request.Headers.Origin;
        return origin.Count == 0 || (origin.Count == 1 && IsOwn(origin[0]!, port));
    }

    /// <summary>True for headers that are whole and come from no page at all: those of a script, a pedal or curl.</summary>
    /// <param name="headers">As they came; perhaps not all of them yet.</param>
    public static bool IsNoPage(string headers) =>
        headers.Contains("\n\r\n", StringComparison.Ordinal)
        && !headers.Contains("\nOrigin", StringComparison.OrdinalIgnoreCase)
        && !headers.Contains("\nSec-Fetch", StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(string origin, int port)
    {
        const string Scheme = "http://";
        return origin.StartsWith(Scheme, StringComparison.Ordinal) && HostCheck.Accepts(origin[Scheme.Length..], port);
    }
}
