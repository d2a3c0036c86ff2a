using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamShield.App.Desktop;
using StreamShield.App.Http;
using StreamShield.Core.Storage;
using StreamShield.Tests.Devices;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Commands;

/// <summary>Commands that speak to a StreamShield that is running.</summary>
public sealed class OtherRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Tokens_go_to_the_run_itself_and_to_no_proxy()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, "the built program is needed");
        using var run = new TcpListener(IPAddress.Loopback, 0);
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        run.Start();
        proxy.Start();
        using var file = RunFile.Write(_folder.File("data"), PortOf(run), new Secrets(AccessToken.New(), AccessToken.New(), TimeProvider.System));
        using var process = Start(["hide"], new() { ["http_proxy"] = $"http://127.0.0.1:{PortOf(proxy)}", ["no_proxy"] = "" });
        var first = await Task.WhenAny(run.AcceptTcpClientAsync(), proxy.AcceptTcpClientAsync()).WaitAsync(TimeSpan.FromSeconds(60));
        using var client = await first;
        Assert.Equal(PortOf(run), ((IPEndPoint)client.Client.LocalEndPoint!).Port);

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        Assert.NotEqual(0, await process.ExitCodeAsync());
        Assert.Contains("No StreamShield of yours is running", await process.Errors, StringComparison.Ordinal);

        static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Fact]
    public async Task A_second_start_from_the_menu_says_when_the_first_does_not_answer()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, "the built program is needed");
        using var first = SingleInstance.TryTake(_folder.File("data"));
        using var process = Start(["run", "--desktop"], []);
        Assert.NotEqual(0, await process.ExitCodeAsync());
        Assert.Contains("does not answer", await process.Errors, StringComparison.Ordinal);
    }

    /// <summary>One that goes on showing the streamer while the terminal says "Hidden" is what the button is against.</summary>
    [Theory]
    [InlineData(200, 0, "This goes for all 2 that run.")]
    [InlineData(500, 1, "does not answer on port")]
    public async Task Hide_hides_every_run_or_says_which_it_could_not(int answerOfTheOther, int exitCode, string words)
    {
        Assert.SkipUnless(ShieldProcess.CanRun, "the built program is needed");
        using var one = new Answering(200, "");
        using var other = new Answering(answerOfTheOther, "");
        using var file = RunFile.Write(_folder.File("data"), one.Port, new Secrets(AccessToken.New(), AccessToken.New(), TimeProvider.System));
        using var otherFile = RunFile.Write(_folder.File("data"), other.Port, new Secrets(AccessToken.New(), AccessToken.New(), TimeProvider.System));
        using var process = Start(["hide"], []);
        Assert.StartsWith("POST /panic?on=1&token=", await one.Request, StringComparison.Ordinal);
        Assert.StartsWith("POST /panic?on=1&token=", await other.Request, StringComparison.Ordinal);
        var said = exitCode == 0 ? await process.LineWithAsync("Hidden") : await process.Errors;
        Assert.Equal(exitCode, await process.ExitCodeAsync());
        Assert.Contains(words, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_names_the_first()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, "the built program is needed");
        using var first = new Answering(200, """{"token":"x"}""");
        using var file = RunFile.Write(_folder.File("data"), first.Port, new Secrets(AccessToken.New(), AccessToken.New(), TimeProvider.System));
        using var process = Start(["run", "--source", "pattern", "--no-page"], []);
        Assert.NotEqual(0, await process.ExitCodeAsync());
        Assert.Contains("is running already", await process.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ShieldProcess Start(string[] arguments, Dictionary<string, string?> environment) => new(arguments, _folder.Path, new(environment)
    {
        [UserFolders.ConfigurationVariable] = _folder.File("config"),
        [UserFolders.DataVariable] = _folder.File("data"),
    });

    /// <summary>Answers one request.</summary>
    private sealed class Answering : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Answering(int status, string body)
        {
            _listener.Start();
            Request = AnswerAsync(status, body);
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public Task<string> Request { get; }

        public void Dispose() => _listener.Dispose();

        private async Task<string> AnswerAsync(int status, string body)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            var request = await reader.ReadLineAsync();
            for (var line = request; line?.Length > 0; line = await reader.ReadLineAsync())
            {
                // The answer comes after the request's head.
            }

            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
            return request!;
        }
    }
}
