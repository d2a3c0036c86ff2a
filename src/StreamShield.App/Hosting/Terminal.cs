using Spectre.Console;
using StreamShield.Core.Storage;

namespace StreamShield.App.Hosting;

/// <summary>The environment of a command: where to write, whether a person is watching, the clock, the user's profiles.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    private IAnsiConsole? _rich;

    /// <summary>For results and progress.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>For warnings and failures.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>True if the output is a screen rather than a file or a pipe.</summary>
    public bool IsScreen { get; init; }

    /// <summary>True if keys can be read.</summary>
    public bool HasKeys { get; init; }

    /// <summary>The clock for progress and measurements.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The user's profiles.</summary>
    public ProfileStore Rooms { get; init; } = ProfileStore.ForThisUser();

    /// <summary>Ends the process in an orderly way, like Ctrl-C.</summary>
    public Action RequestEnd { get; init; } = static () => { };

    /// <summary>For colours, tables and progress bars; created on first use.</summary>
    public IAnsiConsole Rich => _rich ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = IsScreen ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = IsScreen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = IsScreen ? InteractionSupport.Detect : InteractionSupport.No,
        Out = new ScreenOutput(Output),
    });

    /// <summary>A copy with other writers.</summary>
    public Terminal With(TextWriter output, TextWriter error) =>
        new(output, error) { IsScreen = IsScreen, HasKeys = HasKeys, Time = Time, Rooms = Rooms, RequestEnd = RequestEnd };

    /// <summary>A copy without keys.</summary>
    public Terminal WithoutKeys() => new(Output, Error) { IsScreen = IsScreen, Time = Time, Rooms = Rooms, RequestEnd = RequestEnd };

    /// <summary>The process's own console.</summary>
    /// <param name="requestEnd">Ends the process in an orderly way.</param>
    public static Terminal OfProcess(Action requestEnd) => new(Console.Out, Console.Error)
    {
        RequestEnd = requestEnd,
        IsScreen = !Console.IsOutputRedirected,
        HasKeys = !Console.IsInputRedirected && !Console.IsOutputRedirected,
    };

    /// <summary>Prints an error message. If even that fails, the original failure is what counts.</summary>
    public void Fail(string sentence)
    {
        try
        {
            Error.WriteLine(sentence);
        }
        catch (IOException)
        {
            LastWords.Print(sentence);
        }
    }
}
