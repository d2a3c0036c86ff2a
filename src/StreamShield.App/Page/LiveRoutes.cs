using Microsoft.AspNetCore.Http;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.App.Page;

/// <summary>Routes for the picture's token: the picture, and the figures that tell whether it is live. Nothing raw can be reached with it.</summary>
internal sealed class LiveRoutes(MjpegSink stream, Func<LiveStatus> status)
{
    /// <summary>The shielded picture.</summary>
    public const string Picture = "/out.mjpg";

    /// <summary>The state of the shield.</summary>
    public const string State = "/state.json";

    /// <summary>Most viewers at one time.</summary>
    public const int MaxClients = 16;

    private int _clients;

    /// <summary>Routes that take a token in the query.</summary>
    public IReadOnlyList<Route> All => [new("GET", Picture[1..], ServePicture) { Needs = Right.Picture }, new("GET", State[1..], ServeState) { Needs = Right.Picture }];

    private async Task ServePicture(HttpContext context, string argument)
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

            await ViewerThread.ServeAsync(context, stream);
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    }

    private Task ServeState(HttpContext context, string argument) => Answer.JsonAsync(context, status(), LiveJson.Default.LiveStatus);
}
