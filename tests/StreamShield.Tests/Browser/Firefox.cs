using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Browser;

/// <summary>The machine's own Firefox with one tab, over WebDriver BiDi, which it speaks itself: Playwright drives none but its own.</summary>
internal sealed partial class Firefox : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _profile = new();
    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _complaints = [];
    private readonly Process _process;
    private string _tab = "";
    private int _asked;

    private Firefox(string program)
    {
        var start = new ProcessStartInfo(program, ["--headless", "--no-remote", "--profile", _profile.Path, "--remote-debugging-port", "0", "about:blank"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["HOME"] = _profile.Path;
        _process = Process.Start(start)!;
    }

    /// <summary>Why there is no Firefox here; null when there is one.</summary>
    public static string? Missing => Program is null ? "No Firefox on PATH: install the package firefox-esr." : null;

    /// <summary>Errors of scripts, and what the content policy refused.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    private static string? Program => ExternalTool.Find("firefox-esr") ?? ExternalTool.Find("firefox");

    /// <summary>Starts it.</summary>
    public static async Task<Firefox> StartAsync(int width, int height)
    {
        var firefox = new Firefox(Program!);
        try
        {
            await firefox.ConnectAsync(width, height);
            return firefox;
        }
        catch
        {
            await firefox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an address.</summary>
    public Task GoAsync(Uri address) => AskAsync("browsingContext.navigate", new JsonObject { ["context"] = _tab, ["url"] = address.ToString(), ["wait"] = "interactive" });

    /// <summary>Runs a function of the page and gives its text.</summary>
    public async Task<string> RunAsync(string function, string argument = "")
    {
        var answer = await AskAsync("script.callFunction", new JsonObject
        {
            ["functionDeclaration"] = function,
            ["awaitPromise"] = true,
            ["target"] = new JsonObject { ["context"] = _tab },
            ["arguments"] = new JsonArray(new JsonObject { ["type"] = "string", ["value"] = argument }),
        });
        Assert.True((string)answer["type"]! == "success", $"{function}({argument}): {answer}");
        return answer["result"]?["value"]?.ToString() ?? "";
    }

    /// <summary>Waits until a function gives "true".</summary>
    public async Task UntilAsync(string what, string function, string argument = "")
    {
        for (var began = Stopwatch.StartNew(); await RunAsync(function, argument) != "true";)
        {
            Assert.True(began.Elapsed < Patience, $"Firefox never shows {what} {argument}: {await RunAsync("() => document.body?.innerText ?? ''")}");
            await Task.Delay(50);
        }
    }

    /// <summary>Clicks with the mouse on the middle of an element.</summary>
    public async Task ClickAsync(string selector)
    {
        await UntilAsync("an element", "selector => String(Boolean(document.querySelector(selector)))", selector);
        var place = (await RunAsync(
            "selector => { const e = document.querySelector(selector); e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect(); return Math.round(r.x + r.width / 2) + ' ' + Math.round(r.y + r.height / 2); }", selector))
            .Split(' ').Select(int.Parse).ToArray();
        await AskAsync("input.performActions", new JsonObject
        {
            ["context"] = _tab,
            ["actions"] = new JsonArray(new JsonObject
            {
                ["type"] = "pointer",
                ["id"] = "mouse",
                ["actions"] = new JsonArray(
                    new JsonObject { ["type"] = "pointerMove", ["x"] = place[0], ["y"] = place[1] },
                    new JsonObject { ["type"] = "pointerDown", ["button"] = 0 },
                    new JsonObject { ["type"] = "pointerUp", ["button"] = 0 }),
            }),
        });
    }

    /// <summary>Gives the page another size.</summary>
    public Task ResizeAsync(int width, int height) =>
        AskAsync("browsingContext.setViewport", new JsonObject { ["context"] = _tab, ["viewport"] = new JsonObject { ["width"] = width, ["height"] = height } });

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Patience);
        }

        _process.Dispose();
        _profile.Dispose();
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex(@"WebDriver BiDi listening on (ws://\S+)")]
    private static partial Regex Listening { get; }

    private async Task ConnectAsync(int width, int height)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Task.Run(async () =>
        {
            while (await _process.StandardError.ReadLineAsync() is { } line)
            {
                if (Listening.Match(line) is { Success: true } match)
                {
                    found.TrySetResult(match.Groups[1].Value);
                }
            }
        });
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        using var patience = new CancellationTokenSource(Patience);
        await _socket.ConnectAsync(new Uri($"{await found.Task.WaitAsync(Patience)}/session"), patience.Token);
        await AskAsync("session.new", new JsonObject { ["capabilities"] = new JsonObject() });
        await AskAsync("session.subscribe", new JsonObject { ["events"] = new JsonArray("log.entryAdded") });
        _tab = (string)(await AskAsync("browsingContext.getTree", []))["contexts"]![0]!["context"]!;
        await ResizeAsync(width, height);
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        var id = ++_asked;
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }), WebSocketMessageType.Text, true, patience.Token);
        while (true)
        {
            var message = await ReadAsync(patience.Token);
            if ((string?)message["method"] == "log.entryAdded" && (string?)message["params"]!["level"] is "error" or "warn")
            {
                _complaints.Add((string?)message["params"]!["text"] ?? "");
            }

            if ((int?)message["id"] == id)
            {
                return message["result"] ?? throw new InvalidOperationException($"{method}: {message}");
            }
        }
    }

    private async Task<JsonNode> ReadAsync(CancellationToken stop)
    {
        using var text = new MemoryStream();
        var part = new byte[1 << 16];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(part, stop);
            text.Write(part, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonNode.Parse(text.ToArray())!;
    }
}
