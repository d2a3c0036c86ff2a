using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamShield.App.Http;

namespace StreamShield.Tests.App;

/// <summary>Nothing is served to anybody who does not hold the address, and nothing raw to anybody.</summary>
public class HttpSecurityTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=wrong")]
    [InlineData("?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("?Token=")]
    public async Task Without_the_token_the_answer_is_401_and_empty(string query)
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        foreach (var path in (string[])["/out.mjpg", "/state.json", "/index.html", "/nothing"])
        {
            using var response = await fixture.Http.GetAsync(new Uri($"http://127.0.0.1:{fixture.Server.Port}{path}{query}"));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_token_given_twice_or_in_part_is_no_token()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        foreach (var query in (string[])[fixture.Query + "&" + fixture.Query[1..], fixture.Query[..^1], fixture.Query + "x"])
        {
            using var response = await fixture.Http.GetAsync(new Uri($"http://127.0.0.1:{fixture.Server.Port}/state.json{query}"));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:{0}")]
    [InlineData("127.0.0.1.evil.example:{0}")]
    [InlineData("127.0.0.1:{0}@evil.example")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:1")]
    [InlineData("localhost:{0}, evil.example")]
    [InlineData("")]
    public async Task A_foreign_host_is_refused_even_with_the_token(string host)
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        var answer = await RawAsync(fixture, $"GET /state.json{fixture.Query} HTTP/1.1\r\nHost: {host.Replace("{0}", $"{fixture.Server.Port}", StringComparison.Ordinal)}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (421|400) ", answer);
        Assert.DoesNotContain("headline", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:{0}")]
    [InlineData("localhost:{0}")]
    [InlineData("LOCALHOST:{0}")]
    [InlineData("[::1]:{0}")]
    public async Task The_names_of_this_machine_are_served(string host)
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        var answer = await RawAsync(fixture, $"GET /state.json{fixture.Query} HTTP/1.1\r\nHost: {host.Replace("{0}", $"{fixture.Server.Port}", StringComparison.Ordinal)}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains("\"headline\": \"HIDDEN: starting\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Only_get_and_head_are_answered(string method)
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), fixture.Picture);
        using var response = await fixture.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/raw.mjpg")]
    [InlineData("/OUT.MJPG")]
    [InlineData("/out.mjpg/")]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("//etc/passwd")]
    public async Task Everything_else_is_404(string path)
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        var answer = await RawAsync(fixture, $"GET {path}{fixture.Query} HTTP/1.1\r\nHost: localhost:{fixture.Server.Port}\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (404|400) ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Oversized_requests_and_bodies_are_refused()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        var start = $"GET /state.json{fixture.Query}";
        Assert.StartsWith("HTTP/1.1 414 ", await RawAsync(fixture, $"{start}&x={new string('x', 9000)} HTTP/1.1\r\nHost: localhost:{fixture.Server.Port}\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 431 ", await RawAsync(fixture, $"{start} HTTP/1.1\r\nHost: localhost:{fixture.Server.Port}\r\nX: {new string('x', 20000)}\r\n\r\n"));
    }

    [Fact]
    public async Task Answers_are_not_kept_by_anybody_and_name_no_server()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        using var response = await fixture.Http.GetAsync(fixture.State);
        Assert.True(response.Headers.CacheControl?.NoStore);
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        var listeners = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        Assert.All(listeners.Where(end => end.Port == fixture.Server.Port), end => Assert.Equal(IPAddress.Loopback, end.Address));
    }

    [Fact]
    public void Tokens_are_long_url_safe_and_never_the_same()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => AccessToken.New().Text).ToHashSet();
        Assert.Equal(100, tokens.Count);
        Assert.All(tokens, token => Assert.Matches("^[A-Za-z0-9_-]{43}$", token));
    }

    private static async Task<string> RawAsync(LocalServerFixture fixture, string request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, fixture.Server.Port, patience.Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), patience.Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadToEndAsync(patience.Token);
    }
}
