using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace StreamShield.App.Http;

/// <summary>Writes complete responses.</summary>
internal static class Answer
{
    /// <summary>Writes a value as JSON.</summary>
    public static Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        BytesAsync(context, JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json");

    /// <summary>Writes an error as JSON.</summary>
    public static Task RefusalAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        return JsonAsync(context, new ErrorView(sentence), HttpJson.Default.ErrorView);
    }

    /// <summary>Writes bytes with a content type; HEAD only gets their length.</summary>
    public static async Task BytesAsync(HttpContext context, ReadOnlyMemory<byte> bytes, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
