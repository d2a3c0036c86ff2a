using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>A WebSocket server in this process that says what a test tells it to.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _end = new();

    private ScriptedServer(WebApplication app) => _app = app;

    public ObsAddress Address => ObsAddress.Here(
        new Uri(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port);

    /// <summary>Cancelled when the test ends.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Text messages from the client, as they came.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Starts one.</summary>
    /// <param name="talk">Called with every connection; the connection breaks off when it returns.</param>
    /// <param name="port">0 takes any.</param>
    public static async Task<ScriptedServer> StartAsync(Func<ScriptedServer, WebSocket, Task> talk, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(context.WebSockets.WebSocketRequestedProtocols.FirstOrDefault());
            try
            {
                await talk(server, socket);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                // The client left in the middle of the script.
            }

            context.Abort();
        });
        await app.StartAsync();
        return server;
    }

    /// <summary>Says something.</summary>
    public Task SayAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _end.Token);

    /// <summary>Says a message of the protocol.</summary>
    public Task SayAsync(WebSocket socket, int op, JsonObject data) => SayAsync(socket, new JsonObject { ["op"] = op, ["d"] = data }.ToJsonString());

    /// <summary>Waits for the client's next message; null when it closes.</summary>
    public async Task<JsonNode?> HearAsync(WebSocket socket)
    {
        var buffer = new byte[1 << 16];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), _end.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                var text = Encoding.UTF8.GetString(buffer, 0, length);
                Heard.Add(text);
                return JsonNode.Parse(text);
            }
        }
    }

    /// <summary>Greets without asking for a password, and lets the client in.</summary>
    public async Task LetInAsync(WebSocket socket)
    {
        await SayAsync(socket, 0, new JsonObject { ["obsWebSocketVersion"] = "5.1.0", ["rpcVersion"] = 1 });
        await HearAsync(socket);
        await SayAsync(socket, 2, new JsonObject { ["negotiatedRpcVersion"] = 1 });
    }

    /// <summary>Waits until the test ends.</summary>
    public Task SilenceAsync() => Task.Delay(Timeout.Infinite, _end.Token);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _end.Dispose();
    }
}
