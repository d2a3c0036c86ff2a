using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.Devices;

namespace StreamShield.App.Http;

/// <summary>What the local server offers. There is no route to anything raw.</summary>
internal sealed class LiveRoutes(MjpegSink stream, Func<LiveStatus> status)
{
    /// <summary>The shielded picture.</summary>
    public const string Picture = "/out.mjpg";

    /// <summary>The state of the shield.</summary>
    public const string State = "/state.json";

    /// <summary>Viewers at one time.</summary>
    public const int MaxClients = 16;

    private int _clients;

    /// <summary>Path to handler.</summary>
    public IReadOnlyDictionary<string, RequestDelegate> Table => new Dictionary<string, RequestDelegate>(StringComparer.Ordinal)
    {
        [Picture] = ServePicture,
        [State] = ServeState,
    };

    private async Task ServePicture(HttpContext context)
    {
        var response = context.Response;
        try
        {
            if (Interlocked.Increment(ref _clients) > MaxClients)
            {
                response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            response.ContentType = MjpegStream.ContentType;
            if (HttpMethods.IsHead(context.Request.Method))
            {
                return;
            }

            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await MjpegStream.WriteToAsync(stream, response.Body, context.RequestAborted);
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    }

    private async Task ServeState(HttpContext context)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(status(), AppJson.Default.LiveStatus);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(json, context.RequestAborted);
        }
    }
}
