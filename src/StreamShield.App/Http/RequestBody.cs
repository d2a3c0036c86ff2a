using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamShield.Core.Frames;
using StreamShield.Core.Json;

namespace StreamShield.App.Http;

/// <summary>Reads the bodies of requests, never more than the limit.</summary>
internal static class RequestBody
{
    /// <summary>Most bytes of any body.</summary>
    public const int MaxBytes = 256 << 10;

    /// <summary>Most bytes of one that holds no zones.</summary>
    private const int MaxSmallBytes = 4 << 10;

    /// <summary>What a request is called in refusals.</summary>
    public const string What = "The request";

    /// <summary>The whole body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">Most bytes, up to <see cref="MaxBytes"/>.</param>
    /// <exception cref="BadHttpRequestException">Too long, or too slow.</exception>
    public static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpContext context, int most)
    {
        // The server itself refuses longer ones (413) and those that trickle (408).
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = most;
        using var bytes = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException or InvalidOperationException || (e is IOException and not BadHttpRequestException))
        {
            // The server's own reader of chunks does not expect every size.
            throw new Refusal(StatusCodes.Status400BadRequest, "The request cannot be used: its body is not framed as HTTP wants it.");
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>A body that is a JSON object with these fields and no others; an empty body is an empty object.</summary>
    /// <exception cref="ShieldException">It is something else.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, Func<JsonFields, T> read)
    {
        var bytes = await BytesAsync(context, MaxSmallBytes);
        var fields = JsonFields.Read(bytes.IsEmpty ? "{}"u8.ToArray() : bytes, What);
        var value = read(fields);
        fields.RefuseUnasked();
        return value;
    }

    /// <summary>Takes a body that says nothing: empty, or an empty object.</summary>
    public static Task NothingAsync(HttpContext context) => ReadAsync(context, static _ => 0);
}
