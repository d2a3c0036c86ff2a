using Spectre.Console;
using StreamShield.Core.Storage;

namespace StreamShield.App.Hosting;

/// <summary>What a command finds around it: where to write, whether a person watches, the clock, the user's rooms.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    private IAnsiConsole? _rich;

    /// <summary>Results and progress.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Warnings and failures.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>True when the output is a screen and not a file or a pipe.</summary>
    public bool IsScreen { get; init; }

    /// <summary>True when keys can be read.</summary>
    public bool HasKeys { get; init; }

    /// <summary>Clock for progress and measuring.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The user's rooms.</summary>
    public ProfileStore Rooms { get; init; } = ProfileStore.ForThisUser();

    /// <summary>Ends the process in order, as Ctrl-C does.</summary>
    public Action RequestEnd { get; init; } = static () => { };

    /// <summary>Colours, tables and progress bars, made on first use.</summary>
    public IAnsiConsole Rich => _rich ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = IsScreen ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = IsScreen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = IsScreen ? InteractionSupport.Detect : InteractionSupport.No,
        Out = new ScreenOutput(Output),
    });

    /// <summary>The same with other writers.</summary>
    public Terminal With(TextWriter output, TextWriter error) =>
        new(output, error) { IsScreen = IsScreen, HasKeys = HasKeys, Time = Time, Rooms = Rooms, RequestEnd = RequestEnd };

    /// <summary>The same where nobody can press keys.</summary>
    public Terminal WithoutKeys() => new(Output, Error) { IsScreen = IsScreen, Time = Time, Rooms = Rooms, RequestEnd = RequestEnd };

    /// <summary>The process's own console.</summary>
    /// <param name="requestEnd">Ends the process in order.</param>
    public static Terminal OfProcess(Action requestEnd) => new(Console.Out, Console.Error)
    {
        RequestEnd = requestEnd,
        IsScreen = !Console.IsOutputRedirected,
        HasKeys = !Console.IsInputRedirected && !Console.IsOutputRedirected,
    };

    /// <summary>Writes one sentence about a failure. Where even that fails, the failure itself is what counts.</summary>
    public void Fail(string sentence)
    {
        try
        {
            Error.WriteLine(sentence);
        }
        catch (IOException)
        {
            LastWords.Say(sentence);
        }
    }
}
