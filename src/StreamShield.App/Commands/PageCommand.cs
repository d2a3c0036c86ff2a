using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.App.Page;

namespace StreamShield.App.Commands;

/// <summary><c>page</c>: opens the control page of a running StreamShield.</summary>
internal static class PageCommand
{
    /// <summary>Builds the command.</summary>
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
            var wanted = parsed.GetValue(port);
            var (run, code) = await RunFinder.FindAsync(wanted, stop) ?? throw NoneRuns(wanted);
            if (parsed.GetValue(addresses))
            {
                terminal.Output.WriteLine($"Dock in OBS:  {new Uri(run.At(""), $"/{run.Control}/?dock=1")}");
                terminal.Output.WriteLine($"Hide (POST):  {run.At("panic?on=1")}");
                terminal.Output.WriteLine($"Show (POST):  {run.At("panic?on=0")}");
                terminal.Output.WriteLine($"State:        {run.At("state.json")}");
                return ExitCode.Success;
            }

            var address = run.Page(code);
            if (parsed.GetValue(print) || !PageWindow.HasScreen || !PageWindow.TryOpen(address))
            {
                terminal.Output.WriteLine($"Open this within a minute; it works once: {address}");
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The error for when there is no run to connect to.</summary>
    internal static UserException NoneRuns(int? port) => new(port is null
        ? "No StreamShield of yours is running: start it with 'streamshield'."
        : $"No StreamShield of yours listens on port {port}: leave --port out to find it.");
}
