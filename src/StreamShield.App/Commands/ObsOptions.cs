using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.App.Obs;

namespace StreamShield.App.Commands;

/// <summary>Options for OBS. Each command gets its own instance.</summary>
internal sealed class ObsOptions
{
    private const double MaxAfter = 3600;

    private readonly Option<string?> _address = new("--obs-address")
    {
        Description = $"Where OBS listens. Without it: this computer, with the port that OBS has stored, or {ObsAddress.DefaultPort}.",
        HelpName = "ADDRESS",
    };

    private readonly Option<string?> _password = new("--obs-password")
    {
        Description = $"OBS's WebSocket password. Better: the environment variable {ObsAccess.PasswordVariable}, or nothing, when OBS on this computer has it stored.",
        HelpName = "PASSWORD",
    };

    private readonly Option<double> _after = Number.Option("--after", "Seconds that the picture may be hidden before the safe scene is shown, 0 to 3600.", 2.0);

    private readonly Option<bool> _back = new("--back") { Description = "Go back to the scene before once the picture is live again." };

    private readonly Option<bool> _stopRaw = new("--stop-raw")
    {
        Description = "Leave a scene that shows a raw camera for the safe scene at once, whoever chose it; if OBS does not go, stop stream and recording.",
    };

    private readonly Option<string[]> _allow = new("--allow")
    {
        Description = "A source in OBS that looks like a camera and shows no room, such as a capture card. May be said several times.",
        HelpName = "SOURCE",
    };

    public Option<string?> SafeScene { get; } = new("--safe-scene")
    {
        Description = "The scene in OBS that shows nothing of your room.",
        HelpName = "NAME",
    };

    /// <summary>Adds the options for connecting to OBS.</summary>
    public void AddAccessTo(Command command)
    {
        command.Add(_address);
        command.Add(_password);
    }

    /// <summary>Adds the options of the guard.</summary>
    public void AddGuardTo(Command command)
    {
        command.Add(SafeScene);
        command.Add(_after);
        command.Add(_back);
        command.Add(_stopRaw);
        command.Add(_allow);
    }

    /// <summary>Name of the first of these options that was given; null if none was.</summary>
    public string? GivenIn(ParseResult parsed) => ((Option[])[SafeScene, _after, _back, _stopRaw, _allow, _address, _password])
        .FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>Reads the options for connecting to OBS.</summary>
    /// <exception cref="UserException">The address is not valid.</exception>
    public ObsAccess Access(ParseResult parsed) => new(parsed.GetValue(_address), parsed.GetValue(_password));

    /// <summary>Reads the options of the guard.</summary>
    /// <exception cref="UserException">The options contradict each other.</exception>
    public ObsWatchOptions Watch(ParseResult parsed)
    {
        Ranges.Check("--after", parsed.GetValue(_after), 0, MaxAfter);
        var guard = new GuardOptions
        {
            SafeScene = parsed.GetValue(SafeScene),
            After = TimeSpan.FromSeconds(parsed.GetValue(_after)),
            Back = parsed.GetValue(_back),
            StopRaw = parsed.GetValue(_stopRaw),
            Allowed = (parsed.GetValue(_allow) ?? []).ToHashSet(StringComparer.Ordinal),
        };
        if (guard.SafeScene is null && (guard.StopRaw || guard.Back))
        {
            throw new UserException($"{(guard.StopRaw ? "--stop-raw" : "--back")} needs a safe scene: name one with --safe-scene.");
        }

        return new ObsWatchOptions(Access(parsed), guard);
    }
}
