using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.Core.Storage;

namespace StreamShield.App.Commands;

/// <summary><c>hide</c>: the panic button of a running StreamShield, for a desktop shortcut, a pedal or a script.</summary>
internal static class HideCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal)
    {
        var back = new Option<bool>("--back") { Description = "Show the shielded picture again." };
        var command = new AppCommand("hide", "Hide everything at once, in every StreamShield of yours that is running.", """
            For desktops that grant programs no panic key: give a key of the desktop's own settings this command.

            Example:
              streamshield hide
            """) { back };
        command.SetAction(async (parsed, stop) =>
        {
            var isBack = parsed.GetValue(back);
            using var http = LocalClient.New(Patience);
            var runs = RunFile.All(UserFolders.Data);
            var answers = await Task.WhenAll(runs.Select(run => PressAsync(http, run, isBack, stop)));
            var done = answers.Count(answer => answer == Answer.Done);
            var silent = runs.Where((_, i) => answers[i] == Answer.None).Select(run => run.Port).ToList();
            if (silent.Count > 0)
            {
                throw new UserException($"StreamShield does not answer on port {string.Join(", ", silent)}{(done > 0 ? $"; {done} other{(done > 1 ? "s" : "")} did" : "")}: its picture may still go out, so end it.");
            }

            if (done == 0)
            {
                throw PageCommand.NoneRuns(null);
            }

            var all = done > 1 ? $" This goes for all {done} that run." : "";
            terminal.Output.WriteLine((isBack ? "The shielded picture goes out again." : "Hidden: everybody sees the slate. 'streamshield hide --back' brings you back.") + all);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Presses the panic button of one run.</summary>
    private static async Task<Answer> PressAsync(HttpClient http, RunFile run, bool isBack, CancellationToken stop)
    {
        try
        {
            using var answer = await http.PostAsync(run.AtThisRun($"panic?on={(isBack ? 0 : 1)}"), null, stop);
            return answer.IsSuccessStatusCode ? Answer.Done : (int)answer.StatusCode < 500 ? Answer.NotThere : Answer.None;
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return Answer.NotThere;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return Answer.None;
        }
    }

    private enum Answer
    {
        /// <summary>It pressed its button.</summary>
        Done,

        /// <summary>It was killed and left its file, and perhaps another program has its port now.</summary>
        NotThere,

        /// <summary>It runs, but hangs.</summary>
        None,
    }
}
