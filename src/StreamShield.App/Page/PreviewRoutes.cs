using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenCvSharp;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Page.Previews;
using StreamShield.App.Page.Views;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.App.Page;

/// <summary>The page's video previews, and the grant for the raw one.</summary>
/// <param name="session">The run to show.</param>
/// <param name="camera">Makes a camera of this computer for its own picture, by its text; null for the one that the session uses.</param>
/// <param name="closing">Ends every stream.</param>
internal sealed class PreviewRoutes(ShieldSession session, Func<string, FrameSize, ISource?> camera, CancellationToken closing)
{
    /// <summary>Most previews at one time.</summary>
    public const int MaxPreviews = 6;

    private const int DefaultWidth = 640;
    private const int MinWidth = 160;
    private const int LeakWidth = 480;
    private const int StillWidth = 1280;
    private const int DefaultRate = 15;
    private const int MaxRate = 30;
    private static readonly TimeSpan StillPatience = TimeSpan.FromSeconds(1);

    private readonly RawGrant _grant = new(session.Time);
    private int _previews;

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "preview.mjpg", (context, _) => StreamAsync(context)),
        new("GET", "still.jpg", (context, _) => StillAsync(context)) { Needs = Right.Window },
        new("POST", "raw-grant", (context, _) => GrantAsync(context)) { Needs = Right.Window },
        new("DELETE", "raw-grant", (context, _) => EndGrantAsync(context)) { Needs = Right.Window },
    ];

    private async Task StreamAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var view = query["view"].Count == 0 ? "output" : query["view"].ToString();
        var rate = QueryNumber.Read(context, "fps", DefaultRate, 1, MaxRate);
        var size = Fit(QueryNumber.Read(context, "width", DefaultWidth, MinWidth, FrameSize.MaxSide));
        string? grant = null;
        var isRaw = view is "raw" or "room" or "camera";
        if (isRaw)
        {
            CheckRaw(context);
            grant = query["grant"];
        }

        context.Response.ContentType = MjpegStream.ContentType;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        await OneOfFewAsync(async () =>
        {
            using var preview = OpenCvLibrary.IsThere ? await OpenAsync(view, size, rate, query["camera"].ToString()) : throw new Refusal(StatusCodes.Status400BadRequest, NativeLibraries.Cure);
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
            await SendAsync(context.Response.Body, preview, rate, () => !isRaw || _grant.Holds(grant), gone.Token);
        });
    }

    private static async Task SendAsync(Stream body, IPreview preview, int rate, Func<bool> may, CancellationToken gone)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        await MjpegStream.OpenAsync(body, gone);
        while (may())
        {
            if (preview.Next() is { } jpeg)
            {
                try
                {
                    await MjpegStream.WriteAsync(body, jpeg, gone);
                }
                finally
                {
                    Array.Clear(jpeg);
                }
            }

            await timer.WaitForNextTickAsync(gone);
        }
    }

    private async Task StillAsync(HttpContext context)
    {
        CheckRaw(context);
        await OneOfFewAsync(async () =>
        {
            using var preview = new RawPreview(session, Fit(QueryNumber.Read(context, "width", StillWidth, MinWidth, FrameSize.MaxSide)), MaxRate);
            var jpeg = await FirstAsync(preview, context.RequestAborted)
                ?? throw new Refusal(StatusCodes.Status409Conflict, "There is no picture now: wait until the shield is live, then try again.");
            try
            {
                await Answer.BytesAsync(context, jpeg, "image/jpeg");
            }
            finally
            {
                Array.Clear(jpeg);
            }
        });
    }

    private async Task<byte[]?> FirstAsync(RawPreview preview, CancellationToken gone)
    {
        for (var began = session.Time.GetTimestamp(); session.Time.GetElapsedTime(began) < StillPatience;)
        {
            if (preview.Next() is { } jpeg)
            {
                return jpeg;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), gone);
        }

        return null;
    }

    private async Task GrantAsync(HttpContext context)
    {
        RefuseDock(context);
        var held = await RequestBody.ReadAsync(context, fields => fields.OptionalText("grant", 100));
        if (held is not null && !_grant.Renew(held))
        {
            throw Ended();
        }

        await Answer.JsonAsync(context, new GrantView(held ?? _grant.Give(), (int)RawGrant.Lasts.TotalSeconds), PageJson.Default.GrantView);
    }

    private async Task EndGrantAsync(HttpContext context)
    {
        await RequestBody.NothingAsync(context);
        _grant.End();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private void CheckRaw(HttpContext context)
    {
        RefuseDock(context);
        if (Gate.RightOf(context) < Right.Window)
        {
            throw Gate.WindowOnly();
        }

        if (!_grant.Holds(context.Request.Query["grant"]))
        {
            throw Ended();
        }
    }

    /// <summary>A dock is visible while the streamer is live, and screens are shared. The browser of OBS is known by its User-Agent.</summary>
    private static void RefuseDock(HttpContext context)
    {
        if (context.Request.Query.ContainsKey("dock") || context.Request.Headers.UserAgent.ToString().Contains("OBS/", StringComparison.OrdinalIgnoreCase))
        {
            throw new Refusal(StatusCodes.Status403Forbidden, "The raw picture is never shown in a dock: open the page in a browser.");
        }
    }

    private static Refusal Ended() => new(StatusCodes.Status403Forbidden, "There is no leave to see the raw picture, or it has ended: ask for it again.");

    private async Task OneOfFewAsync(Func<Task> show)
    {
        try
        {
            if (Interlocked.Increment(ref _previews) > MaxPreviews)
            {
                throw new Refusal(StatusCodes.Status429TooManyRequests, "Too many previews are open: close a page.");
            }

            await show();
        }
        catch (Exception e) when (closing.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The run has ended, so there are no more pictures.
        }
        finally
        {
            Interlocked.Decrement(ref _previews);
        }
    }

    private async Task<IPreview> OpenAsync(string view, Size size, int rate, string chosen)
    {
        if (view != "camera")
        {
            return Open(view, size, rate);
        }

        var other = await Slowly.RunAsync("A camera", () => camera(chosen, new FrameSize(size.Width, size.Height)), static late => late?.Dispose());
        return other is null ? new RawPreview(session, size, rate) : new CameraPreview(other, size, rate, session.Time);
    }

    private IPreview Open(string view, Size size, int rate) => view switch
    {
        "output" or "zones" => new OutputPreview(session.Outlet, size, session.Time),
        "matte" => new MattePreview(session, size, rate),
        "leak" => new LeakPreview(session, Fit(Math.Min(size.Width, LeakWidth))),
        "raw" => new RawPreview(session, size, rate),
        "room" => new RoomPreview(session, size, rate),
        _ => throw new Refusal(StatusCodes.Status400BadRequest, "There is no such view: choose output, matte, zones, leak, raw or room."),
    };

    /// <summary>Even width and height in the picture's shape, no larger than the picture.</summary>
    private Size Fit(int width)
    {
        var whole = session.Outlet.Size;
        var fit = Math.Min(width, whole.Width) / 2 * 2;
        return new Size(fit, Math.Max(2, (int)Math.Round((double)whole.Height * fit / whole.Width / 2) * 2));
    }
}
