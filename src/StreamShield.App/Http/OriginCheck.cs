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

    private static bool IsOwn(string origin, int port)
    {
        const string Scheme = "http://";
        return origin.StartsWith(Scheme, StringComparison.Ordinal) && HostCheck.Accepts(origin[Scheme.Length..], port);
    }
}
