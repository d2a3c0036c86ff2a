using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Http;
using StreamShield.Core.Frames;
using StreamShield.Tests.App.Page;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App;

/// <summary>However many connections one computer opens, with a token or without: the panic button, the page and the viewers are served.</summary>
[Collection(EndToEndTests.Name)]
public sealed class CrowdTests
{
    private const int Crowd = 1500;

    /// <summary>What each of them says.</summary>
    private static string Words(int nth, PageRig rig) => (nth % 5) switch
    {
        0 => "",
        1 => "GET /",
        2 => $"GET /{AccessToken.New().Text}/state HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\n",
        3 => $"POST /panic?token={AccessToken.New().Text}&on=0 HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\n\r\n",
        _ => "\0\0\0",
    };

    private static async Task<List<Socket>> GatherAsync(PageRig rig, int count, Func<int, string> words)
    {
        var crowd = new List<Socket>(count);
        for (var nth = 0; nth < count; nth++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            crowd.Add(socket);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, rig.Server.Port);
                await socket.SendAsync(Encoding.ASCII.GetBytes(words(nth)));
            }
            catch (SocketException)
            {
                // It was dropped, which is what should happen to it.
            }
        }

        return crowd;
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /")]
    public async Task Whoever_says_no_whole_line_is_dropped(string words)
    {
        await using var rig = await PageRig.StartAsync(7925);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, rig.Server.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(words));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1], limit.Token));
        }
        catch (SocketException)
        {
            // Dropped with what it had said unread.
        }
    }

    [Fact]
    public async Task Silent_connections_without_a_token_keep_nobody_out()
    {
        await using var rig = await PageRig.StartAsync(7921);
        var crowd = await GatherAsync(rig, Crowd, nth => Words(nth, rig));
        try
        {
            // Before the listener and behind it.
            Assert.InRange(rig.Server.Connections.Strangers, 0, 2 * Visitors.MaxStrangers);
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
            using var panic = await http.PostAsync(rig.At($"/panic?token={rig.Token.Text}&on=1"), null);
            Assert.Equal(HttpStatusCode.OK, panic.StatusCode);
            rig.Live.UntilSlate(SlateReason.Panic);
            using var page = await http.GetAsync(rig.At(""));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            using var off = await http.PostAsync(rig.At($"/panic?token={rig.Token.Text}&on=0"), null);
            Assert.Equal(HttpStatusCode.OK, off.StatusCode);
            using var viewer = await http.GetAsync(new Uri(rig.Server.AddressOf("/out.mjpg")), HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.OK, viewer.StatusCode);
            rig.Live.UntilShown();
        }
        finally
        {
            crowd.ForEach(socket => socket.Dispose());
        }

        rig.End();
    }

    /// <summary>The button is tried at every start: neither hidden nor shown by that, whatever was before.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rehearsing_the_button_presses_nothing(bool on)
    {
        await using var rig = await PageRig.StartAsync(7924);
        rig.Control.Panic = on;
        await rig.Server.RehearseAsync();
        Assert.Equal(on, rig.Control.Panic);
        Assert.Empty(rig.Faults);
    }

    /// <summary>The listener hides by the button's address before the server has heard of it, and for nobody without the right token.</summary>
    [Fact]
    public async Task The_listener_hides_or_does_not()
    {
        await using var rig = await PageRig.StartAsync(7925);
        var (control, picture) = (rig.Secrets.Control.Text, rig.Secrets.Picture.Text);
        string[] refused =
        [
            $"POST /panic?token={control}&on=0", $"POST /panic?token={control}&on=2", $"POST /panic?token={control}&token={control}", $"POST /panic?token={picture}", "POST /panic?token=", "POST /panic",
            $"GET /panic?token={control}", $"POST /panics?token={control}", $"POST panic?token={control}", $"/panic?token={control}", "POST", " ", "",
        ];
        foreach (var line in refused)
        {
            using var socket = await SayAsync(rig, line);
        }

        foreach (var header in (string[])["Origin: http://evil.example\r\n", "origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n"])
        {
            using var socket = await SayAsync(rig, $"POST /panic?token={control}", header);
        }

        // All of them have been looked at once the one after them is answered.
        await rig.GetAsync("state");
        Assert.False(rig.Control.Panic);
        foreach (var query in (string[])["", "&on=1"])
        {
            using var socket = await SayAsync(rig, $"POST /panic?token={control}{query}");
            rig.Live.Until("it is hidden", () => rig.Control.Panic);
            rig.Control.Panic = false;
        }

        static async Task<Socket> SayAsync(PageRig rig, string line, string headers = "")
        {
            var socket = PlainHttp.Connect(rig.Server.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"{line} HTTP/1.1\r\n{headers}\r\n"));
            return socket;
        }
    }

    [Fact]
    public async Task Whoever_shows_no_token_in_time_is_dropped_and_nobody_else()
    {
        var time = new FakeTimeProvider();
        using var visitors = new Visitors(time);
        var leave = new TaskCompletionSource();
        var (early, late, known) = (new DefaultConnectionContext(), new DefaultConnectionContext(), new DefaultConnectionContext());
        List<Task> served = [visitors.ServeAsync(early, _ => leave.Task), visitors.ServeAsync(known, _ => leave.Task)];
        Assert.True(visitors.Admit(known.Features.Get<Visitor>(), isUrgent: false));
        Pass(Visitors.Patience / 2);
        served.Add(visitors.ServeAsync(late, _ => leave.Task));
        Assert.Equal((2, 1), visitors.Count);

        Pass(Visitors.Patience / 2);
        Assert.Equal((1, 1), visitors.Count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, early.ConnectionClosed));

        Pass(Visitors.Patience / 2);
        Assert.Equal((0, 1), visitors.Count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, late.ConnectionClosed));
        Pass(Visitors.Patience);
        Assert.Equal((0, 1), visitors.Count);
        Assert.False(known.ConnectionClosed.IsCancellationRequested);
        leave.SetResult();
        await Task.WhenAll(served);
        Assert.Equal((0, 0), visitors.Count);

        // In the steps in which it is looked after; what a computer sleeps through at once counts as one.
        void Pass(TimeSpan all)
        {
            for (var passed = TimeSpan.Zero; passed < all; passed += Visitors.Patience / 8)
            {
                time.Advance(Visitors.Patience / 8);
            }
        }
    }

    /// <summary>A program that has the picture's address, or a page's, keeps as many connections as it can: the button has places of its own.</summary>
    [Fact]
    public async Task Connections_with_a_token_do_not_keep_the_button_out_either()
    {
        await using var rig = await PageRig.StartAsync(7923);
        var crowd = await GatherAsync(rig, 400, nth => nth % 2 == 0
            ? $"GET /out.mjpg?token={rig.Secrets.Picture.Text} HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\n\r\n"
            : $"PUT /{rig.Token.Text}/settings HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n{{");
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
            using var panic = await http.PostAsync(rig.At($"/panic?token={rig.Token.Text}&on=1"), null);
            Assert.Equal(HttpStatusCode.OK, panic.StatusCode);
            rig.Live.UntilSlate(SlateReason.Panic);
            using var page = await http.GetAsync(rig.At("main.js"));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.InRange(rig.Server.Connections.Known, 0, Visitors.MaxKnownUrgent);
        }
        finally
        {
            crowd.ForEach(socket => socket.Dispose());
        }

        rig.End();
    }
}
