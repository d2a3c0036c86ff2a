using System.CommandLine;
using StreamShield.App.Commands;
using StreamShield.App.Hosting;
using StreamShield.App.Live;

namespace StreamShield.App;

/// <summary>The application without the process-level code of <see cref="Program"/>, so that tests can call it.</summary>
internal static class StreamShieldApp
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments; without a command name they belong to <c>run</c>.</param>
    /// <param name="terminal">Where to write to and read keys from.</param>
    /// <param name="stop">Ends the command in an orderly way.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken stop)
    {
        try
        {
            var words = WithCommand(args);
            if (words[0] == RunCommand.Name)
            {
                NativeLibraries.LoadBeside();
            }

            await using var early = words[0] == RunCommand.Name ? LiveModel.LoadEarly(words) : null;
            var parsed = Root(terminal, early).Parse(words);
            if (parsed.Errors.Count > 0)
            {
                terminal.Fail(UsageSentence(parsed));
                return ExitCode.Usage;
            }

            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Output,
                Error = terminal.Error,
            };
            return await parsed.InvokeAsync(invocation, stop);
        }
        catch (Exception e)
        {
            terminal.Fail(Sentence.For(e));
            return ExitCode.Failure;
        }
    }

    private static RootCommand Root(Terminal terminal, EarlyModel? early)
    {
        var root = new RootCommand("""
            StreamShield shows you and hides your room: it sits between your webcam and your streaming program.
            Whenever it is not sure, it shows a plain slate instead of your room.

            Start it without anything to use your first webcam:
              streamshield
            Then add the address that it prints to OBS as a Media Source, or open it in VLC or a browser.
            """)
        {
            RunCommand.Build(terminal, early),
            PageCommand.Build(terminal),
            HideCommand.Build(terminal),
            ProcessCommand.Build(terminal),
            AuditCommand.Build(terminal),
            BenchCommand.Build(terminal),
            DevicesCommand.Build(terminal),
            ModelsCommand.Build(terminal),
            ProfilesCommand.Build(terminal),
            ObsCommand.Build(terminal),
        };
        HelpWithMore.AddTo(root);
        return root;
    }

    private static IReadOnlyList<string> WithCommand(IReadOnlyList<string> args) =>
        args.Count == 0 || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version"))
            ? [RunCommand.Name, .. args]
            : args;

    private static string UsageSentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var topic = command is RootCommand ? "" : command.Name + " ";
        var fault = command is RootCommand && parsed.UnmatchedTokens.Count > 0
            ? $"There is no command '{parsed.UnmatchedTokens[0]}'"
            : parsed.Errors[0].Message.TrimEnd('.');
        return $"{fault}: see streamshield {topic}--help.";
    }
}
