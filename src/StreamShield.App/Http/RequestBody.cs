using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamShield.Core.Frames;
using StreamShield.Core.Json;

namespace StreamShield.App.Http;

/// <summary>Reads request bodies, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Maximum length of any body, in bytes.</summary>
    public const int MaxBytes = 256 << 10;

    /// <summary>Maximum length of a body without zones, in bytes.</summary>
    private const int MaxSmallBytes = 4 << 10;

    /// <summary>What error messages call a request.</summary>
    public const string What = "The request";

    /// <summary>Reads the whole body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">Maximum length in bytes, up to <see cref="MaxBytes"/>.</param>
    /// <exception cref="BadHttpRequestException">The body is too long or arrives too slowly.</exception>
    public static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpContext context, int maxBytes)
    {
        // The server itself rejects longer bodies (413) and those that arrive too slowly (408).
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = maxBytes;
        using var bytes = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or InvalidOperationException || (e is IOException and not BadHttpRequestException))
        {
            // Kestrel's chunk parser throws these for malformed chunk sizes.
            throw new Refusal(StatusCodes.Status400BadRequest, "The request cannot be used: its body is not framed as HTTP wants it.");
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>Reads a body that is a JSON object with known fields only. An empty body counts as an empty object.</summary>
    /// <exception cref="ShieldException">The body is something else.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, Func<JsonFields, T> read)
    {
        var bytes = await BytesAsync(context, MaxSmallBytes);
        var fields = JsonFields.Read(bytes.IsEmpty ? "{}"u8.ToArray() : bytes, What);
        var value = read(fields);
        fields.RefuseUnread();
        return value;
    }

    /// <summary>Reads a body that must be empty, or an empty object.</summary>
    public static Task NothingAsync(HttpContext context) => ReadAsync(context, static _ => 0);
}
