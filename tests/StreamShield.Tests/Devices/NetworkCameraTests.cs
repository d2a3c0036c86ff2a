using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices;
using StreamShield.Devices.Network;
using StreamShield.Devices.Tools;
using static StreamShield.Tests.Devices.HttpAnswers;

namespace StreamShield.Tests.Devices;

/// <summary>A phone's camera by its address: the picture comes, and nothing leads off the user's own network.</summary>
public sealed class NetworkCameraTests : IDisposable
{
    private static readonly FrameSize Size = new(160, 96);
    private readonly FramePool _pool = new(Size, 1);
    private readonly List<HttpAnswers> _servers = [];

    public void Dispose()
    {
        _servers.ForEach(static server => server.Dispose());
        _pool.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.178.20", true)]
    [InlineData("192.169.0.1", false)]
    [InlineData("169.254.9.9", true)]
    [InlineData("100.100.1.1", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd12::1", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::ffff:192.168.1.1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("64:ff9b::8.8.8.8", false)]
    public void An_address_is_private_or_not(string address, bool isPrivate) => Assert.Equal(isPrivate, PrivateNetwork.Holds(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://8.8.8.8/video")]
    [InlineData("rtsp://8.8.8.8/live")]
    [InlineData("https://1.1.1.1/video")]
    [InlineData("http://[2001:4860:4860::8888]:8080/video")]
    [InlineData("rtsp://[2001:4860:4860::8888]/live")]
    [InlineData("http://[::ffff:8.8.8.8]/video")]
    [InlineData("http://134744072/video")]
    [InlineData("http://0x08080808/video")]
    [InlineData("http://user:secret@8.8.8.8/video")]
    public void A_camera_on_the_internet_is_not_opened(string address)
    {
        using var source = SourceCatalog.Make(address, new SourceOptions(Size));
        var refusal = Assert.Throws<ShieldException>(source.Open);
        Assert.Contains("not on your own network", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("public:", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A name is worth what it means: one that means both is opened at the near address alone.</summary>
    [Theory]
    [InlineData("8.8.8.8", "")]
    [InlineData("2001:4860:4860::8888", "")]
    [InlineData("8.8.8.8,192.168.1.20", "192.168.1.20")]
    [InlineData("fd12::7,2001:4860:4860::8888", "fd12::7")]
    public void A_name_that_means_an_address_outside_is_not_opened_there(string means, string opened)
    {
        var all = means.Split(',').Select(IPAddress.Parse).ToArray();
        if (opened.Length == 0)
        {
            Assert.Contains("'cam.example' is not on your own network", Assert.Throws<ShieldException>(() => PrivateNetwork.Resolve("cam.example", false, _ => all)).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal([IPAddress.Parse(opened)], PrivateNetwork.Resolve("cam.example", false, _ => all));
        }

        Assert.Equal(all, PrivateNetwork.Resolve("cam.example", true, _ => all));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Motion_JPEG_is_shown_with_and_without_lengths(bool lengths)
    {
        var camera = Serve((stream, _) => SendPictures(stream, lengths, 50, 200));
        using var source = SourceCatalog.Make($"http://127.0.0.1:{camera}/video", new SourceOptions(Size));
        var format = source.Open();
        Assert.Equal((64, 48), (format.Width, format.Height));
        Assert.Equal(50, Middle(source), 6.0);
        Assert.Equal(200, Middle(source), 6.0);
        using var frame = _pool.Rent();
        Assert.Equal(SlateReason.SourceLost, Assert.Throws<ShieldException>(() => source.Read(frame)).Reason);
    }

    [Fact]
    public void A_redirect_within_the_network_is_followed_and_one_out_of_it_is_not()
    {
        var camera = Serve((stream, _) => SendPictures(stream, true, 90));
        var near = Serve((stream, _) => Send(stream, $"HTTP/1.1 302 Found\r\nLocation: http://localhost:{camera}/video\r\nContent-Length: 0\r\n\r\n"));
        using var followed = SourceCatalog.Make($"http://127.0.0.1:{near}/", new SourceOptions(Size));
        followed.Open();
        Assert.Equal(90, Middle(followed), 6.0);
        var far = Serve((stream, _) => Send(stream, "HTTP/1.1 302 Found\r\nLocation: http://8.8.8.8/video\r\nContent-Length: 0\r\n\r\n"));
        using var refused = SourceCatalog.Make($"http://127.0.0.1:{far}/", new SourceOptions(Size));
        Assert.Contains("'8.8.8.8' is not on your own network", Assert.Throws<ShieldException>(refused.Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://user:se\"cret\\@192.168.1.20/video")]
    [InlineData("public:rtsp://user:secret@")]
    [InlineData("HTTP://user:sec ret@:81:82/")]
    public void An_address_that_is_not_valid_is_explained_without_its_password(string text)
    {
        var refused = Assert.Throws<ShieldException>(() => SourceCatalog.Make(text, new SourceOptions(Size)));
        Assert.StartsWith("This is no valid address of a camera", refused.Message, StringComparison.Ordinal);
        Assert.Equal("camera at an unknown address", SourceCatalog.Plain(text));
    }

    [Fact]
    public void A_name_and_password_are_sent_when_asked_for_and_never_said()
    {
        var asked = new List<string>();
        var camera = Serve((stream, request) =>
        {
            asked.Add(request);
            if (!request.Contains("Authorization: Basic dXNlcjpwQHNz", StringComparison.Ordinal))
            {
                Send(stream, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"cam\"\r\nContent-Length: 0\r\n\r\n");
                return;
            }

            SendPictures(stream, true, 70);
        });
        using var source = SourceCatalog.Make($"http://user:p%40ss@127.0.0.1:{camera}/video?key=secret", new SourceOptions(Size));
        source.Open();
        Assert.Equal(70, Middle(source), 6.0);
        Assert.Equal($"camera at 127.0.0.1:{camera}", source.Name);
        Assert.Equal(source.Name, SourceCatalog.Plain($"http://user:p%40ss@127.0.0.1:{camera}/video?key=secret"));
        Assert.Contains("Authorization", asked[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi", "sends text/html and no motion JPEG")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "answers 404")]
    [InlineData("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "asks for a name and a password")]
    [InlineData("garbage\r\n\r\n", "does not answer as one")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=x\r\n\r\n", "ended its stream")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=x\r\n\r\n--x\r\nContent-Length: 99999999999\r\n\r\n", "a length that no picture has")]
    public void Whatever_answers_gets_its_own_sentence(string answer, string part)
    {
        var camera = Serve((stream, _) => Send(stream, answer));
        using var source = SourceCatalog.Make($"http://127.0.0.1:{camera}/", new SourceOptions(Size));
        Assert.Contains(part, Assert.Throws<ShieldException>(source.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RTSP_is_shown_and_a_redirect_is_not_followed()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, "ffmpeg, which makes the camera's packets, is not on PATH");
        using var camera = new RtspServer(redirect: null);
        using var source = SourceCatalog.Make($"rtsp://127.0.0.1:{camera.Port}/live", new SourceOptions(Size));
        var format = source.Open();
        Assert.Equal((160, 96), (format.Width, format.Height));
        Assert.Equal(128, Middle(source), 20.0);
        using var elsewhere = new RtspServer(redirect: "rtsp://8.8.8.8/live");
        using var sent = SourceCatalog.Make($"rtsp://127.0.0.1:{elsewhere.Port}/live", new SourceOptions(Size));
        Assert.Contains("sends to another server", Assert.Throws<ShieldException>(sent.Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, 48)]
    [InlineData(160, 96)]
    public void Motion_JPEG_costs_no_memory_per_picture(int width, int height)
    {
        var camera = Serve((stream, _) => SendPictures(stream, true, new Size(width, height), Enumerable.Range(0, 40)));
        using var source = SourceCatalog.Make($"http://127.0.0.1:{camera}/video", new SourceOptions(Size));
        source.Open();
        Assert.Equal(0, Allocated(source, 15));
    }

    [Fact]
    public void RTSP_costs_no_memory_per_picture()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, "ffmpeg, which makes the camera's packets, is not on PATH");
        using var camera = new RtspServer(redirect: null);
        using var source = SourceCatalog.Make($"rtsp://127.0.0.1:{camera.Port}/live", new SourceOptions(Size));
        source.Open();
        Assert.Equal(0, Allocated(source, 8));
    }

    /// <summary>The phone's app is closed, and opened again: the loop that captures asks until it answers.</summary>
    [Fact]
    public void A_camera_that_went_away_comes_back()
    {
        var times = new List<int>();
        var port = Serve((stream, _) =>
        {
            times.Add(times.Count);
            if (times.Count == 2)
            {
                Send(stream, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
                return;
            }

            SendPictures(stream, true, times.Count == 1 ? 50 : 200);
        });
        var time = new FakeTimeProvider();
        using var latest = new LatestFrame();
        using var pool = new FramePool(Size);
        using var loop = new CaptureLoop(SourceCatalog.Make($"http://127.0.0.1:{port}/video", new SourceOptions(Size)), pool, latest, time);
        Assert.Equal(50, NextGrey(), 6.0);
        Assert.Equal(200, NextGrey(), 6.0);
        Assert.True(times.Count >= 3);

        double NextGrey()
        {
            for (var i = 0; i < 20; i++)
            {
                loop.Step();
                time.Advance(TimeSpan.FromSeconds(10));
                using var frame = latest.Take(TimeSpan.Zero);
                if (frame is not null)
                {
                    return frame.Pixels[((Size.Height / 2 * Size.Width) + (Size.Width / 2)) * 3];
                }
            }

            throw new InvalidOperationException($"No picture came back: {loop.Trouble?.Message}");
        }
    }

    /// <summary>Bytes that a picture costs once everything is warm: the least of some rounds, since the runtime compiles methods anew now and then.</summary>
    private long Allocated(ISource source, int pictures)
    {
        var least = long.MaxValue;
        using var frame = _pool.Rent();
        for (var i = 0; i < pictures; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(source.Read(frame));
            least = i < 3 ? least : Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private double Middle(ISource source)
    {
        using var frame = _pool.Rent();
        Assert.True(source.Read(frame));
        return frame.Pixels[((Size.Height / 2 * Size.Width) + (Size.Width / 2)) * 3];
    }

    private int Serve(Action<NetworkStream, string> answer)
    {
        _servers.Add(new HttpAnswers(answer));
        return _servers[^1].Port;
    }
}
