using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StreamShield.App.Http;

/// <summary>The path of a request in segments, each unescaped once: a room's name may hold a slash, and nothing here is a path of the disk.</summary>
internal static class RequestPath
{
    /// <summary>The segments; null when the request names no path.</summary>
    public static string[]? Of(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
        {
            return null;
        }

        var end = target.AsSpan().IndexOfAny('?', '#');
        return [.. target[1..(end < 0 ? target.Length : end)].Split('/').Select(Uri.UnescapeDataString)];
    }
}
