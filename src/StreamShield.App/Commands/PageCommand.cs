using System.CommandLine;
using System.Text.Json;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Page;
using StreamShield.Core;

namespace StreamShield.App.Commands;

/// <summary><c>page</c>: opens the control page of a StreamShield that runs.</summary>
internal static class PageCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var port = Number.Optional<int>("--port", "The one that listens there. Without it: the one that was started last.");
        var print = new Option<bool>("--print") { Description = "Print an address that opens the page once, instead of opening a window." };
        var addresses = new Option<bool>("--addresses") { Description = "Print the addresses for a dock in OBS, for buttons and for the state. They control everything: keep them to yourself." };
        var command = new AppCommand("page", "Open the control page of a StreamShield that is running.", """
            The page that it opens is the only kind that can show you the raw picture, in the zone editor; a dock cannot.

            Example:
              streamshield page
            """) { port, print, addresses };
        command.SetAction(async (parsed, stop) =>
        {
            using var http = new HttpClient { Timeout = Patience };
            var (run, code) = await FindAsync(http, parsed.GetValue(port), stop);
            if (parsed.GetValue(addresses))
            {
                terminal.Output.WriteLine($"Dock in OBS:  {new Uri(run.At(""), $"/{run.Control}/?dock=1")}");
                terminal.Output.WriteLine($"Hide (POST):  {run.At("panic?on=1")}");
                terminal.Output.WriteLine($"Show (POST):  {run.At("panic?on=0")}");
                terminal.Output.WriteLine($"State:        {run.At("state.json")}");
                return ExitCode.Success;
            }

            var address = $"http://127.0.0.1:{run.Port}/#{code}";
            if (parsed.GetValue(print) || !PageWindow.HasScreen || !PageWindow.TryOpen(address))
            {
                terminal.Output.WriteLine($"Open this within a minute; it works once: {address}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<(RunFile Run, string Code)> FindAsync(HttpClient http, int? port, CancellationToken stop)
    {
        foreach (var run in RunFile.All(UserFolders.Data).Where(run => port is null || run.Port == port))
        {
            try
            {
                using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{run.Port}/code?token={run.Door}"), null, stop);
                if (answer.IsSuccessStatusCode && JsonSerializer.Deserialize(await answer.Content.ReadAsByteArrayAsync(stop), PageJson.Default.TokenView) is { } code)
                {
                    return (run, code.Token);
                }
            }
            catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                // It was killed and left its file, or hangs: the next one.
            }
        }

        throw new UserException(port is null ? "No StreamShield of yours is running: start it with 'streamshield'." : $"No StreamShield of yours listens on port {port}: leave --port out to find it.");
    }
}
