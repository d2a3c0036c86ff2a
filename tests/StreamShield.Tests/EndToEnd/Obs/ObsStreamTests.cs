using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenCvSharp;
using StreamShield.App.Http;
using StreamShield.App.Obs;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>The stream as the real OBS shows it, made by <c>obs setup</c>.</summary>
[Collection(EndToEndTests.Name)]
public sealed class ObsStreamTests(RealObs obs, ITestOutputHelper output) : IClassFixture<RealObs>
{
    private const double Tolerance = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly FrameSize Size = new(RealObs.Width, RealObs.Height);

    [Fact]
    public async Task OBS_shows_the_colours_that_were_sent_also_after_the_server_came_back()
    {
        Assert.SkipWhen(RealObs.Missing is not null, RealObs.Missing ?? "");
        await using var session = await obs.ConnectAsync();
        var said = new List<string>();
        string scene;
        using (var first = new Outlet(Size) { MaxAge = TimeSpan.MaxValue })
        {
            Quadrants.Publish(first, Quadrants.Day, 1);
            await using var stream = await Stream.StartAsync(first);
            await new ObsSetup(session, said.Add, CancellationToken.None).RunAsync(new SetupRequest(null, "StreamShield", stream.Address, null, null));
            scene = (await ObsReader.ReadAsync(session, CancellationToken.None)).Program;
            output.WriteLine($"Colours differ by at most {await UntilAsync(session, scene, Quadrants.Day):0.0} levels.");
        }

        // The stream is gone: what is seen is neither the picture before nor anything of the room.
        var gone = Stopwatch.StartNew();
        while (await DistanceAsync(session, scene, Quadrants.Day) < Tolerance * 4)
        {
            Assert.True(gone.Elapsed < Patience, "OBS keeps the last picture of a stream that has ended.");
        }

        output.WriteLine($"Blank {gone.Elapsed.TotalSeconds:0.0} s after the end.");
        using var second = new Outlet(Size) { MaxAge = TimeSpan.MaxValue };
        Quadrants.Publish(second, Quadrants.Night, 1);
        await using var again = await Stream.StartAsync(second);
        var back = Stopwatch.StartNew();
        await using var watch = ObsWatch.Start(new ObsWatchOptions(obs.Access, new GuardOptions()), null, again.Address, said.Add, TimeProvider.System, CancellationToken.None);
        await UntilAsync(session, scene, Quadrants.Night);
        output.WriteLine($"Back {back.Elapsed.TotalSeconds:0.0} s after a new start with another address.");
        Assert.Contains(said, sentence => sentence.Contains("Put the address of this run into the source", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_picture_and_the_safe_scene_are_put_in_again_right_after_they_were_removed()
    {
        Assert.SkipWhen(RealObs.Missing is not null, RealObs.Missing ?? "");
        const int Rounds = 5;
        const string Scene = "Again";
        const string Name = "shielded again";
        const string Safe = "Away";
        await using var session = await obs.ConnectAsync();
        await RealObs.MakeSceneAsync(session, Scene);
        await RealObs.ShowAsync(session, Scene);

        var request = new SetupRequest(Scene, Name, "http://127.0.0.1:9/out.mjpg", null, Safe);
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            await new ObsSetup(session, static _ => { }, CancellationToken.None).RunAsync(request);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            var view = await ObsReader.ReadAsync(session, CancellationToken.None);
            var item = Assert.Single(view.Items[Scene]);
            Assert.True(StreamInput.IsOurs(view.Inputs[item.Source]), item.Source);
            Assert.Equal(2, view.Items[Safe].Count);
            await session.AskAsync("RemoveInput", new JsonObject { ["inputName"] = item.Source }, CancellationToken.None);
            await session.AskAsync("RemoveScene", new JsonObject { ["sceneName"] = Safe }, CancellationToken.None);
        }

        times.Sort();
        output.WriteLine($"Set up {Rounds} times right after a removal: p50 {times[Rounds / 2]:0} ms, most {times[^1]:0} ms.");
    }

    [Fact]
    public async Task The_page_puts_the_picture_where_the_raw_camera_was()
    {
        Assert.SkipWhen(RealObs.Missing is not null, RealObs.Missing ?? "");
        await using var session = await obs.ConnectAsync();
        using var outlet = new Outlet(Size) { MaxAge = TimeSpan.MaxValue };
        Quadrants.Publish(outlet, Quadrants.Day, 1);
        await using var stream = await Stream.StartAsync(outlet);
        const string Scene = "Desk";
        await RealObs.MakeSceneAsync(
            session,
            Scene,
            ("desk game", "color_source_v3", new JsonObject { ["color"] = 0xFF000000, ["width"] = RealObs.Width, ["height"] = RealObs.Height }),
            ("desk camera", "v4l2_input", new JsonObject { ["device_id"] = "/dev/video81" }),
            ("desk microphone", "pulse_input_capture", []));
        await RealObs.ShowAsync(session, Scene);
        var desk = new ObsDesk(() => obs.Access, new HashSet<string>(), TimeProvider.System);
        var found = await desk.PutAsync(stream.Address, CancellationToken.None);
        Assert.Equal((Scene, true), (found.Scene, found.IsIn));
        Assert.Equal((string[])["desk camera", "desk microphone"], found.Raw.Where(raw => raw.Source.StartsWith("desk", StringComparison.Ordinal)).Select(raw => raw.Source));

        // The camera gives no picture here, and was never placed: then the whole scene is meant.
        await UntilAsync(session, Scene, Quadrants.Day);
        await desk.MuteAsync(stream.Address, "desk microphone", CancellationToken.None);
        var left = await desk.ReplaceAsync(stream.Address, "desk camera", CancellationToken.None);
        Assert.DoesNotContain(left.Raw, raw => raw.Source == "desk camera");
        Assert.False(left.Raw.Single(raw => raw.Source == "desk microphone").IsOn);

        // A camera with a picture, small, mirrored and in a corner, stands for one: 320x180 that begins in the middle of the scene.
        const string Corner = "Corner";
        await RealObs.MakeSceneAsync(session, Corner, ("corner camera", "color_source_v3", new JsonObject { ["color"] = 0xFFFFFFFF, ["width"] = RealObs.Width * 2, ["height"] = RealObs.Height * 2 }));
        await session.AskAsync(
            "SetSceneItemTransform",
            new JsonObject
            {
                ["sceneName"] = Corner,
                ["sceneItemId"] = 1,
                ["sceneItemTransform"] = new JsonObject { ["positionX"] = RealObs.Width, ["positionY"] = RealObs.Height / 2, ["scaleX"] = -0.25, ["scaleY"] = 0.25 },
            },
            CancellationToken.None);
        await RealObs.ShowAsync(session, Corner);
        var view = await ObsReader.ReadAsync(session, CancellationToken.None);
        var ours = view.Inputs.First(input => StreamInput.IsOurs(input.Value)).Key;
        await new ObsScenes(session, new RawCameras(new HashSet<string>(), DeviceLabel.Of), CancellationToken.None).ReplaceAsync(view, "corner camera", ours);
        var began = Stopwatch.StartNew();
        (byte, byte, byte)[] colours = [Quadrants.Day[1], Quadrants.Day[0], Quadrants.Day[3], Quadrants.Day[2]];
        double distance;
        do
        {
            Assert.True(began.Elapsed < Patience, "The picture is not where the camera was.");
            using var picture = await RealObs.ScreenshotAsync(session, Corner);
            using var corner = picture[new Rect(RealObs.Width / 2, RealObs.Height / 2, RealObs.Width / 2, RealObs.Height / 2)];
            distance = Quadrants.Distance(corner, colours);
        }
        while (distance > Tolerance);
        await RealObs.MakeSceneAsync(session, "Nothing there");
        await RealObs.ShowAsync(session, "Nothing there");
    }

    [Fact]
    public async Task OBS_finds_a_stream_that_comes_back_at_the_same_address_by_itself()
    {
        Assert.SkipWhen(RealObs.Missing is not null, RealObs.Missing ?? "");
        await using var session = await obs.ConnectAsync();
        const string Scene = "Same address";
        await RealObs.MakeSceneAsync(session, Scene);
        await RealObs.ShowAsync(session, Scene);
        var token = AccessToken.New();
        int port;
        using (var first = new Outlet(Size) { MaxAge = TimeSpan.MaxValue })
        {
            Quadrants.Publish(first, Quadrants.Day, 1);
            await using var stream = await Stream.StartAsync(first, token);
            port = stream.Port;
            await new ObsSetup(session, _ => { }, CancellationToken.None).RunAsync(new SetupRequest(Scene, "Same address source", stream.Address, null, null));
            await UntilAsync(session, Scene, Quadrants.Day);
        }

        using var second = new Outlet(Size) { MaxAge = TimeSpan.MaxValue };
        Quadrants.Publish(second, Quadrants.Night, 1);
        await using var again = await Stream.StartAsync(second, token, port);
        var back = Stopwatch.StartNew();
        await UntilAsync(session, Scene, Quadrants.Night);
        output.WriteLine($"Back {back.Elapsed.TotalSeconds:0.0} s after the server returned.");
    }

    private static async Task<double> DistanceAsync(ObsConnection session, string scene, (byte B, byte G, byte R)[] colours)
    {
        using var picture = await RealObs.ScreenshotAsync(session, scene);
        return Quadrants.Distance(picture, colours);
    }

    private static async Task<double> UntilAsync(ObsConnection session, string scene, (byte B, byte G, byte R)[] colours)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            var distance = await DistanceAsync(session, scene, colours);
            if (distance <= Tolerance)
            {
                return distance;
            }

            Assert.True(began.Elapsed < Patience, $"OBS does not show the picture that was sent; colours differ by {distance:0} levels.");
        }
    }

    /// <summary>A stream of one outlet over HTTP.</summary>
    private sealed class Stream : IAsyncDisposable
    {
        private readonly SinkPump _pump;
        private readonly LocalServer _server;

        private Stream(SinkPump pump, LocalServer server)
        {
            _pump = pump;
            _server = server;
        }

        public string Address => _server.AddressOf(LiveRoutes.Picture);

        public int Port => _server.Port;

        public static async Task<Stream> StartAsync(Outlet outlet, AccessToken? token = null, int port = 0)
        {
            var sink = new MjpegSink(outlet.Size);
            var server = await LocalServer.StartAsync(
                port, mayMove: false, new Secrets(token ?? AccessToken.New(), AccessToken.New(), TimeProvider.System), new Site([], new LiveRoutes(sink, () => throw new NotSupportedException()).All, []), _ => { });
            var pump = new SinkPump(sink, outlet, 30);
            pump.Start();
            return new Stream(pump, server);
        }

        public async ValueTask DisposeAsync()
        {
            _pump.Dispose();
            await _server.DisposeAsync();
        }
    }
}
