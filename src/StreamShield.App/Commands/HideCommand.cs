using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Page;

namespace StreamShield.App.Commands;

/// <summary><c>hide</c>: the panic button of a running StreamShield, for a desktop shortcut, a pedal or a script.</summary>
internal static class HideCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal)
    {
        var back = new Option<bool>("--back") { Description = "Show the shielded picture again." };
        var command = new AppCommand("hide", "Hide everything at once, in a StreamShield that is running.", """
            For desktops that grant programs no panic key: give a key of the desktop's own settings this command.

            Example:
              streamshield hide
            """) { back };
        command.SetAction(async (parsed, stop) =>
        {
            var (run, _) = await RunFinder.FindAsync(null, stop) ?? throw PageCommand.NoneRuns(null);
            using var http = LocalClient.New(Patience);
            using var answer = await http.PostAsync(run.At($"panic?on={(parsed.GetValue(back) ? 0 : 1)}"), null, stop);
            answer.EnsureSuccessStatusCode();
            terminal.Output.WriteLine(parsed.GetValue(back) ? "The shielded picture goes out again." : "Hidden: everybody sees the slate. 'streamshield hide --back' brings you back.");
            return ExitCode.Success;
        });
        return command;
    }
}
