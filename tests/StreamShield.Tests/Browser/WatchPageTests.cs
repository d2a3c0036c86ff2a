using OpenCvSharp;
using StreamShield.App.Http;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.Mjpeg;
using StreamShield.Tests.EndToEnd.Obs;

namespace StreamShield.Tests.Browser;

/// <summary>The page for a browser source: shows the stream, is blank without one, and finds it again by itself.</summary>
[Collection(BrowserTests.Name)]
public sealed class WatchPageTests(Chromium chromium)
{
    private static readonly FrameSize Size = new(320, 180);

    [Fact]
    public async Task It_comes_back_by_itself_and_shows_nothing_meanwhile()
    {
        await using var window = await chromium.WindowAsync(320, 180);
        var page = await window.NewPageAsync();
        var token = AccessToken.New();
        int port;
        await using (var first = await ServeAsync(Quadrants.Day, token, 0))
        {
            port = first.Port;
            await page.GotoAsync(first.Address);
            await UntilAsync(page, picture => Quadrants.Distance(picture, Quadrants.Day) < 24);
        }

        await UntilAsync(page, picture => picture.Mean() is { Val0: > 250, Val1: > 250, Val2: > 250 });
        await using var second = await ServeAsync(Quadrants.Night, token, port);
        await UntilAsync(page, picture => Quadrants.Distance(picture, Quadrants.Night) < 24);
    }

    private static async Task UntilAsync(Microsoft.Playwright.IPage page, Func<Mat, bool> fits)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var picture = Cv2.ImDecode(await page.ScreenshotAsync(), ImreadModes.Color);
            if (fits(picture))
            {
                return;
            }

            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<Served> ServeAsync((byte B, byte G, byte R)[] colours, AccessToken token, int port)
    {
        var outlet = new Outlet(Size) { MaxAge = TimeSpan.MaxValue };
        Quadrants.Publish(outlet, colours, 1);
        var sink = new MjpegSink(Size);
        var watch = new WatchRoutes(new PageFiles());
        var server = await LocalServer.StartAsync(
            port, mayMove: false, new Secrets(token, AccessToken.New(), TimeProvider.System), new Site([.. watch.Open], [.. new LiveRoutes(sink, static () => throw new NotSupportedException()).All, watch.Page], []), static _ => { });
        var pump = new SinkPump(sink, outlet, 30);
        pump.Start();
        return new Served(outlet, pump, server);
    }

    private sealed record Served(Outlet Outlet, SinkPump Pump, LocalServer Server) : IAsyncDisposable
    {
        public int Port => Server.Port;

        public string Address => Server.AddressOf(WatchRoutes.Address);

        public async ValueTask DisposeAsync()
        {
            Pump.Dispose();
            await Server.DisposeAsync();
            Outlet.Dispose();
        }
    }
}
