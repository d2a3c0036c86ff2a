using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamShield.App.Http;
using StreamShield.Core.Frames;
using StreamShield.Tests.EndToEnd;
using Body = StreamShield.App.Http.RequestBody;

namespace StreamShield.Tests.App.Page;

/// <summary>Whoever attacks the page's server gets a refusal, and the output goes on unaffected.</summary>
[Collection(EndToEndTests.Name)]
public sealed class PageSecurityTests
{
    /// <summary>Everything that answers, with a method that it knows.</summary>
    public static readonly (string Method, string Path)[] Addresses =
    [
        ("GET", ""), ("GET", "index.html"), ("GET", "state"), ("GET", "events"), ("GET", "preview.mjpg"), ("GET", "still.jpg"), ("POST", "raw-grant"), ("DELETE", "raw-grant"),
        ("PUT", "settings"), ("PUT", "source"), ("PUT", "model"), ("PUT", "outputs"), ("GET", "devices"), ("POST", "panic"), ("POST", "pick"), ("POST", "confirm-camera"), ("GET", "strengths"),
        ("GET", "rooms"), ("POST", "rooms"), ("PUT", "rooms/x"), ("DELETE", "rooms/x"), ("POST", "rooms/x/use"), ("GET", "rooms/x/export"), ("POST", "rooms/import"), ("POST", "save"),
        ("POST", "revert"), ("POST", "plate/capture"), ("DELETE", "plate/capture"), ("DELETE", "plate"), ("POST", "audit"), ("DELETE", "audit"), ("GET", "obs"), ("GET", "sound"), ("GET", "sound/devices"),
    ];

    private static HttpRequestMessage Request(PageRig rig, string method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), rig.At(path)) { Content = method == "GET" ? null : PageRig.Json("{}") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static async Task<HttpStatusCode> StatusAsync(PageRig rig, HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await rig.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            return answer.StatusCode;
        }
    }

    /// <summary>Sends bytes as they are, and reads to the end.</summary>
    private static async Task<string> RawAsync(PageRig rig, string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, rig.Server.Port, patience.Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), patience.Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync(patience.Token);
    }

    [Fact]
    public async Task Nothing_but_the_door_is_there_without_a_token()
    {
        await using var rig = await PageRig.StartAsync(7401);
        foreach (var (method, path) in Addresses)
        {
            foreach (var token in (string[])["/", "/" + rig.Secrets.Picture.Text, "/" + AccessToken.New().Text, "/" + rig.Token.Text[..^1], "/" + rig.Token.Text.ToUpperInvariant()])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://127.0.0.1:{rig.Server.Port}{token}/{path}"));
                using var answer = await rig.Http.SendAsync(request);
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
                Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
            }
        }

        using var icon = await rig.Http.GetAsync(new Uri($"http://127.0.0.1:{rig.Server.Port}/favicon.svg"));
        Assert.Equal(HttpStatusCode.OK, icon.StatusCode);
        using var button = await rig.Http.PostAsync(new Uri($"http://127.0.0.1:{rig.Server.Port}/panic?token=x&on=1"), null);
        Assert.Equal(HttpStatusCode.Unauthorized, button.StatusCode);
        Assert.False(rig.Live.Session.Outlet.Panic);
        rig.Live.UntilShown();
        rig.End();
    }

    /// <summary>DNS rebinding: a foreign page has pointed its own name at this computer.</summary>
    [Fact]
    public async Task A_foreign_host_is_refused_everywhere()
    {
        await using var rig = await PageRig.StartAsync(7402);
        foreach (var (method, path) in Addresses)
        {
            Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(rig, Request(rig, method, path, ("Host", $"evil.example:{rig.Server.Port}"))));
        }
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "https://127.0.0.1:{0}")]
    [InlineData("Origin", "http://127.0.0.1:{0}.evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_page_of_another_origin_is_refused_everywhere_even_with_the_token(string header, string value)
    {
        await using var rig = await PageRig.StartAsync(7403);
        foreach (var (method, path) in Addresses.Append(("POST", $"/panic?token={rig.Token.Text}&on=1")).Append(("GET", $"/out.mjpg?token={rig.Token.Text}")))
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(rig, Request(rig, method, path, (header, value.Replace("{0}", $"{rig.Server.Port}", StringComparison.Ordinal)))));
        }

        Assert.False(rig.Live.Session.Outlet.Panic);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}", "same-origin")]
    [InlineData("http://localhost:{0}", "same-origin")]
    [InlineData("http://127.0.0.1:{0}", null)]
    public async Task The_own_page_is_obeyed(string origin, string? site)
    {
        await using var rig = await PageRig.StartAsync(7404);
        List<(string, string)> headers = [("Origin", origin.Replace("{0}", $"{rig.Server.Port}", StringComparison.Ordinal))];
        if (site is not null)
        {
            headers.Add(("Sec-Fetch-Site", site));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(rig, Request(rig, "POST", "confirm-camera", [.. headers])));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(rig, Request(rig, "GET", "", ("Sec-Fetch-Site", "none"))));
    }

    [Fact]
    public async Task No_answer_lets_another_origin_read_it_or_frame_it()
    {
        await using var rig = await PageRig.StartAsync(7405);
        foreach (var (method, path) in Addresses.Append(("GET", "/favicon.svg")).Append(("OPTIONS", "state")))
        {
            using var request = Request(rig, method, path);
            using var answer = await rig.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("same-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    /// <summary>What a form of a foreign page can send, were it to know the token.</summary>
    [Fact]
    public async Task A_change_must_be_declared_as_json()
    {
        await using var rig = await PageRig.StartAsync(7406);
        foreach (var type in (string?[])[null, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, rig.At("panic")) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes("""{"on":true}""")) };
            if (type is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            using var answer = await rig.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        }

        Assert.False(rig.Live.Session.Outlet.Panic);
    }

    [Theory]
    [InlineData("..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("..%5c..%5cwindows%5cwin.ini")]
    [InlineData("....//....//etc/passwd")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("index.html%00.js")]
    [InlineData("index.html/")]
    [InlineData(".index.html")]
    [InlineData("streamshield.dll")]
    [InlineData("appsettings.json")]
    [InlineData("rooms/..%2f..%2ftoken/export")]
    [InlineData("rooms/%2e%2e/export")]
    public async Task No_path_leads_out_of_the_page(string path)
    {
        await using var rig = await PageRig.StartAsync(7407);
        var answer = await RawAsync(rig, $"GET /{rig.Token.Text}/{path} HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 4\\d\\d ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadSettings => new()
    {
        { "no JSON", "{\"strength\":" },
        { "deep", string.Concat(Enumerable.Repeat("{\"zones\":[", 20_000)) },
        { "deep arrays", new string('[', 100_000) },
        { "deep and closed", new string('[', 60_000) + new string(']', 60_000) },
        { "many values", "{\"zones\":[" + string.Join(",", Enumerable.Repeat("[]", 80_000)) + "]}" },
        { "ten thousand zones", "{\"zones\":[" + string.Join(",", Enumerable.Repeat("{\"name\":\"a\"}", 10_000)) + "]}" },
        { "huge polygon", "{\"zones\":[{\"name\":\"a\",\"shape\":\"polygon\",\"points\":[" + string.Join(",", Enumerable.Repeat("[0,1]", 40_000)) + "]}]}" },
        { "NaN", "{\"zones\":[{\"name\":\"a\",\"shape\":\"ellipse\",\"centreX\":NaN,\"centreY\":0,\"radiusX\":1,\"radiusY\":1}]}" },
        { "infinity", "{\"zones\":[{\"name\":\"a\",\"shape\":\"ellipse\",\"centreX\":Infinity,\"centreY\":0,\"radiusX\":1,\"radiusY\":1}]}" },
        { "beyond double", "{\"zones\":[{\"name\":\"a\",\"shape\":\"ellipse\",\"centreX\":1e999,\"centreY\":0,\"radiusX\":1,\"radiusY\":1}]}" },
        { "a number of many digits", "{\"strength\":" + new string('9', 200_000) + "}" },
        { "a long name", "{\"zones\":[{\"name\":\"" + new string('x', 200_000) + "\",\"shape\":\"rectangle\",\"left\":0,\"top\":0,\"width\":1,\"height\":1}]}" },
        { "half a character", "{\"effect\":\"\\ud800\"}" },
        { "no UTF-8", "{\"effect\":\"\u00ff\"}" },
        { "twice", "{\"strength\":1,\"strength\":2}" },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public async Task Bad_settings_are_refused_and_the_picture_goes_on(string what, string json)
    {
        await using var rig = await PageRig.StartAsync(7408);
        var before = rig.Control.Now;
        using var content = PageRig.Json(Encoding.Latin1.GetBytes(json));
        using var answer = await rig.Http.PutAsync(rig.At("settings"), content);
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{what}: {answer.StatusCode}");
        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length < 2000, what);
        Assert.Same(before, rig.Control.Now);
        rig.Live.UntilShown();
        rig.End();
        Assert.Equal(0, rig.Live.Session.Counters.Failed);
    }

    [Fact]
    public async Task Bodies_are_bounded_whether_their_length_is_said_or_not()
    {
        await using var rig = await PageRig.StartAsync(7409);
        foreach (var (method, path, length) in new[] { ("PUT", "settings", Body.MaxBytes + 1), ("POST", "rooms/import", Body.MaxBytes + 1), ("POST", "panic", 5000), ("POST", "rooms", 5000) })
        {
            var start = $"{method} /{rig.Token.Text}/{path} HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\nConnection: close\r\nContent-Type: application/json\r\n";
            Assert.StartsWith("HTTP/1.1 413 ", await RawAsync(rig, $"{start}Content-Length: {length}\r\n\r\n"));
            var chunk = new string(' ', length);
            Assert.StartsWith("HTTP/1.1 413 ", await RawAsync(rig, $"{start}Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{chunk}\r\n0\r\n\r\n"));
        }

        rig.Live.UntilShown();
        rig.End();
    }

    /// <summary>Headers and bodies that trickle, and connections that say nothing: others are served meanwhile, pictures come, and the button works.</summary>
    [Fact]
    public async Task Slow_and_silent_connections_delay_nobody()
    {
        await using var rig = await PageRig.StartAsync(7410);
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 45; i++)
            {
                var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, rig.Server.Port);
                slow.Add(client);
                var start = (i % 3) switch
                {
                    0 => "",
                    1 => $"GET /{rig.Token.Text}/state HT",
                    _ => $"PUT /{rig.Token.Text}/settings HTTP/1.1\r\nHost: localhost:{rig.Server.Port}\r\nContent-Type: application/json\r\nContent-Length: 200000\r\n\r\n{{",
                };
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start));
            }

            rig.Live.UntilShown();
            await rig.GetAsync("state");
            await rig.SendAsync("PUT", "settings", """{"strength":80}""");
            await rig.SendAsync("POST", "panic", """{"on":true}""");
            rig.Live.UntilSlate(SlateReason.Panic);
            await rig.SendAsync("POST", "panic", """{"on":false}""");
            rig.Live.UntilShown();
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }

        rig.End();
        Assert.Equal(0, rig.Live.Session.Counters.Failed);
    }

    [Fact]
    public async Task More_connections_than_are_taken_leave_the_pictures_alone_and_places_come_back()
    {
        await using var rig = await PageRig.StartAsync(7411);
        var many = new List<TcpClient>();
        for (var i = 0; i < 300; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, rig.Server.Port);
            many.Add(client);
        }

        rig.Live.UntilShown(20);
        many.ForEach(client => client.Dispose());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await rig.GetAsync("state");
                break;
            }
            catch (HttpRequestException) when (!patience.IsCancellationRequested)
            {
                rig.UntilPictures(1);
            }
        }

        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task Too_many_requests_are_told_so_and_the_button_is_never_counted()
    {
        await using var rig = await PageRig.StartAsync(7412);
        var statuses = new System.Collections.Concurrent.ConcurrentBag<HttpStatusCode>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1500), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            // None after the first refusal: a slow computer may take longer than the limit needs to refill.
            using var answer = statuses.Contains(HttpStatusCode.TooManyRequests) ? null : await rig.TryAsync("POST", "confirm-camera");
            if (answer is not null)
            {
                statuses.Add(answer.StatusCode);
            }
        });
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests));
        for (var i = 0; i < 50; i++)
        {
            await rig.SendAsync("POST", "panic", """{"on":true}""");
        }

        rig.Live.UntilSlate(SlateReason.Panic);
        rig.End();
    }

    /// <summary>A chunk of more bytes than a number holds, and other framing that is none.</summary>
    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("7FFFFFFFFFFFFFFF")]
    [InlineData("80000000")]
    [InlineData("-1")]
    [InlineData("xyz")]
    [InlineData("")]
    public async Task A_body_whose_chunks_are_wrong_is_the_senders_fault(string size)
    {
        await using var rig = await PageRig.StartAsync(7150);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync("127.0.0.1", rig.Server.Port);
        var stream = client.GetStream();
        var request = $"PUT /{rig.Token.Text}/settings HTTP/1.1\r\nHost: 127.0.0.1:{rig.Server.Port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\nabc";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(request));
        client.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answer = await reader.ReadLineAsync(patience.Token);
        Assert.True(answer is null || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), answer);
        Assert.Empty(rig.Faults);
    }
}
