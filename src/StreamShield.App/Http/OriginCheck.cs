using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>
/// Separates this server's own page, and programs other than browsers, from pages of other origins. A browser reports where a request comes from in
/// Sec-Fetch-Site (Fetch Metadata, W3C) and, for requests that change something, in Origin (RFC 6454); pages cannot set either.
/// </summary>
internal static class OriginCheck
{
    /// <summary>True unless the request comes from another origin.</summary>
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

    /// <summary>True for complete headers that do not come from a page, but for example from a script, a pedal or curl.</summary>
    /// <param name="headers">The headers as received, possibly incomplete.</param>
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
