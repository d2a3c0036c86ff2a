using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StreamShield.App.Http;

/// <summary>Splits a request's path into segments and unescapes each once: a profile's name may contain a slash. No segment is used as a file path.</summary>
internal static class RequestPath
{
    /// <summary>The segments; null if the request target is not a path.</summary>
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
