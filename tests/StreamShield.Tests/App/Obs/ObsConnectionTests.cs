using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>The client against a server that misbehaves in every way that matters: one plain sentence each, nothing that hangs.</summary>
public class ObsConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_proof_of_a_password_is_that_of_the_protocol() =>
        Assert.Equal(
            "1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4=",
            ObsConnection.Proof("supersecretpassword", "lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI=", "+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY="));

    [Fact]
    public async Task With_the_password_requests_are_answered()
    {
        await using var obs = await FakeObs.StartAsync();
        await using var connection = await obs.ConnectAsync();
        var list = await connection.AskAsync("GetSceneList", null, ObsJson.Default.SceneList, CancellationToken.None);
        Assert.Equal("Main", list.CurrentProgramSceneName);
        Assert.Equal("5.1.0", connection.Version);
    }

    [Theory]
    [InlineData("wrong", "refuses the password")]
    [InlineData(null, "wants a password")]
    [InlineData("", "wants a password")]
    public async Task Without_the_right_password_trying_again_is_useless(string? password, string expected)
    {
        await using var obs = await FakeObs.StartAsync();
        var refusal = await RefusalAsync(obs.Address, password);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.IsFinal);
    }

    [Fact]
    public async Task The_password_itself_is_never_sent()
    {
        await using var server = await ScriptedServer.StartAsync(async (server, socket) =>
        {
            await server.SayAsync(socket, 0, new JsonObject
            {
                ["obsWebSocketVersion"] = "5.1.0",
                ["rpcVersion"] = 1,
                ["authentication"] = new JsonObject { ["challenge"] = "a", ["salt"] = "b" },
            });
            await server.HearAsync(socket);
            await socket.CloseAsync((WebSocketCloseStatus)ObsProtocol.WrongPassword, "no", CancellationToken.None);
        });
        var refusal = await RefusalAsync(server.Address, "hunter2-hunter2");
        Assert.DoesNotContain("hunter2", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Assert.Single(server.Heard), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_OBS_it_says_what_to_switch_on()
    {
        var server = await ScriptedServer.StartAsync((server, _) => server.SilenceAsync());
        var address = server.Address;
        await server.DisposeAsync();
        var refusal = await RefusalAsync(address, null);
        Assert.Contains("Tools > WebSocket Server Settings > Enable", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsFinal);
    }

    [Fact]
    public async Task A_server_that_speaks_HTTP_only_is_not_OBS()
    {
        await using var fixture = await LocalServerFixture.StartAsync();
        var refusal = await RefusalAsync(ObsAddress.Here(fixture.Server.Port), null);
        Assert.Contains("is not OBS", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_greet_is_too_old()
    {
        var time = new FakeTimeProvider();
        var accepted = new TaskCompletionSource();
        await using var server = await ScriptedServer.StartAsync((server, _) =>
        {
            accepted.SetResult();
            return server.SilenceAsync();
        });
        var connecting = ObsConnection.ConnectAsync(server.Address, null, time, CancellationToken.None);
        await accepted.Task.WaitAsync(Patience);
        while (!connecting.IsCompleted)
        {
            time.Advance(ObsConnection.DefaultPatience);
            await Task.Yield();
        }

        var refusal = await Assert.ThrowsAsync<ObsException>(() => connecting);
        Assert.Matches("28 or newer|in time", refusal.Message);
    }

    [Theory]
    [InlineData("""{"op":0,"d":{"obsWebSocketVersion":"5.0.0","rpcVersion":0}}""", "too old")]
    [InlineData("""{"op":5,"d":{"eventType":"X"}}""", "too old")]
    [InlineData("""{"update-type":"Heartbeat"}""", "no message of obs-websocket 5")]
    [InlineData("""{"op":0,"d":{"rpcVersion":1}}""", "no message of obs-websocket 5")]
    [InlineData("""{"op":0,"d":[]}""", "no message of obs-websocket 5")]
    [InlineData("null", "no message of obs-websocket 5")]
    [InlineData("\0\u0001 garbage", "no message of obs-websocket 5")]
    [InlineData("", "no message of obs-websocket 5")]
    public async Task A_strange_greeting_is_refused(string greeting, string expected)
    {
        await using var server = await ScriptedServer.StartAsync(async (server, socket) =>
        {
            await server.SayAsync(socket, greeting);
            await server.SilenceAsync();
        });
        Assert.Contains(expected, (await RefusalAsync(server.Address, null)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1001, "has closed the connection")]
    [InlineData(ObsProtocol.Kicked, "Kick")]
    [InlineData(ObsProtocol.UnsupportedVersion, "another version")]
    public async Task A_session_that_is_closed_says_why_to_everybody_who_waits(int code, string expected)
    {
        await using var server = await ServerAsync(async (server, socket) =>
        {
            await server.HearAsync(socket);
            await socket.CloseAsync((WebSocketCloseStatus)code, "end", CancellationToken.None);
        });
        await AssertEndsAsync(server, expected);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_says_so_to_everybody_who_waits()
    {
        await using var server = await ServerAsync((server, socket) => server.HearAsync(socket));
        await AssertEndsAsync(server, "broke off");
    }

    /// <summary>The reader may find the end first: .NET then reports the send as cancelled. Which of them is first is chance, so it is tried often.</summary>
    [Fact]
    public async Task A_connection_that_breaks_off_in_the_middle_of_a_request_says_so()
    {
        using var breakOff = new SemaphoreSlim(0);
        await using var server = await ServerAsync((server, _) => breakOff.WaitAsync(server.End));
        var more = new string('x', 8 << 20);
        for (var nth = 0; nth < 20; nth++)
        {
            await using var connection = await ConnectAsync(server);
            var asking = connection.AskAsync("GetStats", new JsonObject { ["more"] = more }, CancellationToken.None);
            Assert.False(asking.IsCompleted);
            breakOff.Release();
            Assert.Contains("broke off", (await Assert.ThrowsAsync<ObsException>(() => asking.WaitAsync(Patience))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Garbage_in_a_session_ends_it()
    {
        await using var server = await ServerAsync(async (server, socket) =>
        {
            await server.HearAsync(socket);
            await server.SayAsync(socket, """{"op":7,"d":{"requestId":7}}""");
            await server.SilenceAsync();
        });
        await AssertEndsAsync(server, "no message of obs-websocket 5");
    }

    [Fact]
    public async Task A_message_without_end_is_not_swallowed()
    {
        await using var server = await ServerAsync(async (server, socket) =>
        {
            await server.HearAsync(socket);
            var part = new byte[1 << 20];
            while (true)
            {
                await socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, server.End);
            }
        });
        await AssertEndsAsync(server, "more than 16 MB");
    }

    [Fact]
    public async Task More_events_than_anybody_reads_end_it()
    {
        await using var server = await ServerAsync(async (server, socket) =>
        {
            await server.HearAsync(socket);
            while (true)
            {
                await server.SayAsync(socket, 5, new JsonObject { ["eventType"] = "X" });
            }
        });
        await AssertEndsAsync(server, "faster than");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_given_up()
    {
        var time = new FakeTimeProvider();
        var heard = new TaskCompletionSource();
        await using var server = await ServerAsync(async (server, socket) =>
        {
            await server.HearAsync(socket);
            heard.SetResult();
            await server.SilenceAsync();
        });
        await using var connection = await ObsConnection.ConnectAsync(server.Address, null, time, CancellationToken.None);
        var asking = connection.AskAsync("GetStats", null, CancellationToken.None);
        await heard.Task.WaitAsync(Patience);
        while (!asking.IsCompleted)
        {
            time.Advance(ObsConnection.DefaultPatience);
            await Task.Yield();
        }

        Assert.Contains("did not answer GetStats", (await Assert.ThrowsAsync<ObsException>(() => asking)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_in_another_order_reach_who_asked()
    {
        await using var server = await ServerAsync(async (server, socket) =>
        {
            var first = (await server.HearAsync(socket))!["d"]!;
            var second = (await server.HearAsync(socket))!["d"]!;
            foreach (var request in (JsonNode[])[second, first])
            {
                await server.SayAsync(socket, 7, new JsonObject
                {
                    ["requestType"] = "x",
                    ["requestId"] = request["requestId"]!.DeepClone(),
                    ["requestStatus"] = new JsonObject { ["result"] = true, ["code"] = 100 },
                    ["responseData"] = new JsonObject { ["echo"] = request["requestType"]!.DeepClone() },
                });
            }

            await server.SilenceAsync();
        });
        await using var connection = await ConnectAsync(server);
        var answers = await Task.WhenAll(connection.AskAsync("A", null, CancellationToken.None), connection.AskAsync("B", null, CancellationToken.None));
        Assert.Equal(["A", "B"], answers.Select(answer => answer.GetProperty("echo").GetString()));
    }

    [Fact]
    public async Task A_refusal_carries_its_code_and_does_not_end_the_session()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Refuses["GetStats"] = ObsProtocol.NotFound;
        await using var connection = await obs.ConnectAsync();
        var refusal = await Assert.ThrowsAsync<ObsException>(() => connection.AskAsync("GetStats", null, CancellationToken.None));
        Assert.Equal(ObsProtocol.NotFound, refusal.Code);
        Assert.Equal("OBS refuses GetStats (No).", refusal.Message);
        await connection.AskAsync("GetSceneList", null, CancellationToken.None);
    }

    private static Task<ScriptedServer> ServerAsync(Func<ScriptedServer, WebSocket, Task> talk) => ScriptedServer.StartAsync(async (server, socket) =>
    {
        await server.LetInAsync(socket);
        await talk(server, socket);
    });

    private static Task<ObsConnection> ConnectAsync(ScriptedServer server) =>
        ObsConnection.ConnectAsync(server.Address, null, TimeProvider.System, CancellationToken.None, Patience);

    private static Task<ObsException> RefusalAsync(ObsAddress address, string? password) => Assert.ThrowsAsync<ObsException>(
        () => ObsConnection.ConnectAsync(address, password, TimeProvider.System, CancellationToken.None, Patience).WaitAsync(Patience));

    private static async Task AssertEndsAsync(ScriptedServer server, string expected)
    {
        await using var connection = await ConnectAsync(server);
        var asking = connection.AskAsync("GetStats", null, CancellationToken.None);
        Assert.Contains(expected, (await Assert.ThrowsAsync<ObsException>(() => asking.WaitAsync(Patience))).Message, StringComparison.Ordinal);
        Assert.Contains(
            expected,
            (await Assert.ThrowsAsync<ObsException>(async () =>
            {
                while (await connection.Events.WaitToReadAsync().AsTask().WaitAsync(Patience))
                {
                    connection.Events.TryRead(out _);
                }
            })).Message,
            StringComparison.Ordinal);
        Assert.Contains(expected, (await Assert.ThrowsAsync<ObsException>(() => connection.AskAsync("GetStats", null, CancellationToken.None))).Message, StringComparison.Ordinal);
    }
}
