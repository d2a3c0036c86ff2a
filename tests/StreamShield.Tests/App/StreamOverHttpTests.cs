using System.Net;
using System.Net.Sockets;
using System.Text;
using OpenCvSharp;
using StreamShield.App.Page;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.Tests.App;

/// <summary>The picture over HTTP: always one, each viewer at its own pace, the slate last.</summary>
public class StreamOverHttpTests
{
    private static readonly FrameSize Size = new(160, 96);

    [Fact]
    public async Task A_viewer_gets_the_slate_when_there_is_nothing_else()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        using var outlet = new Outlet(Size);
        using var pump = new SinkPump(fixture.Stream, outlet, 30);
        pump.Start();
        using var viewer = await fixture.OpenPictureAsync();
        using var slate = new Slate(Size).Make(SlateReason.Starting);
        for (var i = 0; i < 3; i++)
        {
            using var picture = await viewer.NextGreyAsync();
            AssertSame(slate, picture);
        }
    }

    [Fact]
    public async Task The_last_picture_of_a_viewer_is_the_slate()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        using var outlet = new Outlet(Size);
        var pump = new SinkPump(fixture.Stream, outlet, 30);
        pump.Start();
        using var viewer = await fixture.OpenPictureAsync();
        Assert.NotNull(await viewer.NextAsync());
        outlet.Back.Begin().Fill(200);
        outlet.Back.Stamp(1, TimeProvider.System.GetTimestamp());
        outlet.Publish();
        pump.Dispose();
        byte[]? last = null;
        while (await viewer.NextAsync() is { } jpeg)
        {
            last = jpeg;
        }

        Assert.NotNull(last);
        using var picture = Cv2.ImDecode(last, ImreadModes.Grayscale);
        using var slate = new Slate(Size).Make(SlateReason.Stopping);
        AssertSame(slate, picture);
    }

    [Fact]
    public async Task A_viewer_that_does_not_read_delays_nobody()
    {
        var size = new FrameSize(640, 360);
        await using var fixture = await LocalServerFixture.StartAsync(size);
        using var stuck = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await stuck.ConnectAsync(IPAddress.Loopback, fixture.Server.Port);
        await stuck.SendAsync(Encoding.ASCII.GetBytes($"GET {fixture.Picture.PathAndQuery} HTTP/1.1\r\nHost: localhost:{fixture.Server.Port}\r\n\r\n"));
        Assert.True(SpinWait.SpinUntil(() => fixture.Stream.Clients == 1, TimeSpan.FromSeconds(20)));
        using var viewer = await fixture.OpenPictureAsync();
        Assert.True(SpinWait.SpinUntil(() => fixture.Stream.Clients == 2, TimeSpan.FromSeconds(20)));
        using var noise = new ShieldedFrame(size);
        new Random(1).NextBytes(noise.Begin());
        noise.Stamp(1, 1);
        var bytes = 0L;
        for (var i = 0; i < 80; i++)
        {
            fixture.Stream.Write(noise);
            bytes += (await viewer.NextAsync())!.Length;
        }

        Assert.True(bytes > 8 << 20, $"{bytes} bytes fit into the buffers of a system: the viewer never got stuck");
    }

    [Fact]
    public async Task One_viewer_too_many_gets_503_and_a_place_that_was_left_is_free_again()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        var viewers = new List<MjpegReader>();
        for (var i = 0; i < LiveRoutes.MaxClients; i++)
        {
            viewers.Add(await fixture.OpenPictureAsync());
        }

        using (var refused = await fixture.Http.GetAsync(fixture.Picture))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        viewers.ForEach(viewer => viewer.Dispose());
        using var picture = new ShieldedFrame(Size);
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                fixture.Stream.Write(picture);
                return fixture.Stream.Clients == 0;
            },
            TimeSpan.FromSeconds(20)));
        using var again = await fixture.OpenPictureAsync();
        Assert.Empty(fixture.Faults);
    }

    [Fact]
    public async Task Head_tells_the_type_and_sends_no_picture()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, fixture.Picture);
        using var response = await fixture.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("multipart/x-mixed-replace", response.Content.Headers.GetValues("Content-Type").Single());
        Assert.Equal(0, fixture.Stream.Clients);
    }

    private static void AssertSame(ShieldedFrame expected, Mat grey)
    {
        Assert.Equal((Size.Width, Size.Height), (grey.Width, grey.Height));
        Assert.True(grey.GetArray<byte>(out var pixels));
        var difference = 0.0;
        for (var i = 0; i < pixels.Length; i++)
        {
            // The JPEG is full range, the picture limited range.
            difference += Math.Abs(pixels[i] - Math.Clamp((expected.Luma[i] - 16) * 255 / 219.0, 0, 255));
        }

        Assert.True(difference / pixels.Length < 6, $"{difference / pixels.Length:0.0} levels from the slate on average");
    }
}
