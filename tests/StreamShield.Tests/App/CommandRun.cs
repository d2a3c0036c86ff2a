using StreamShield.App;
using StreamShield.App.Hosting;
using StreamShield.Core.Storage;

namespace StreamShield.Tests.App;

/// <summary>One command line, run in this process.</summary>
internal sealed class CommandRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CancellationTokenSource _stop = new();

    private CommandRun(ProfileStore? rooms, string[] args)
    {
        var terminal = rooms is null ? new Terminal(Output, Error) : new Terminal(Output, Error) { Rooms = rooms };
        Ended = Task.Run(() => StreamShieldApp.RunAsync(args, terminal, _stop.Token));
    }

    public WatchedWriter Output { get; } = new();

    public WatchedWriter Error { get; } = new();

    public Task<int> Ended { get; }

    /// <summary>The only line on the error output; fails when it is not one plain sentence.</summary>
    public string Sentence
    {
        get
        {
            var lines = Error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var line = Assert.Single(lines).TrimEnd();
            Assert.EndsWith(".", line);
            Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
            return line;
        }
    }

    /// <summary>Starts a command and lets it run.</summary>
    public static CommandRun Start(params string[] args) => new(null, args);

    /// <summary>Starts a command of a user with rooms, and lets it run.</summary>
    public static CommandRun StartWith(ProfileStore rooms, params string[] args) => new(rooms, args);

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int Code, CommandRun Run)> ToEndAsync(params string[] args) => ToEndAsync(new CommandRun(null, args));

    /// <summary>Runs a command of a user with rooms to its end.</summary>
    public static Task<(int Code, CommandRun Run)> ToEndWithAsync(ProfileStore rooms, params string[] args) => ToEndAsync(new CommandRun(rooms, args));

    private static async Task<(int Code, CommandRun Run)> ToEndAsync(CommandRun run)
    {
        return (await run.Ended.WaitAsync(Patience), run);
    }

    /// <summary>Asks for the end as Ctrl-C does.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await Ended.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
