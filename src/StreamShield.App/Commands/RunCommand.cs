using System.CommandLine;
using StreamShield.App.Desktop;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page;
using StreamShield.App.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Commands;

/// <summary><c>run</c>: shields live from a camera or clip to an address on this computer.</summary>
internal static class RunCommand
{
    /// <summary>Name of the command.</summary>
    public const string Name = "run";

    /// <summary>The option for starting without a terminal.</summary>
    public const string Desktop = "--desktop";

    private const int HighestPort = 65535;
    private const int OtherAttempts = 20;
    private static readonly TimeSpan OtherPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Builds the command.</summary>
    /// <param name="terminal">Where it reports to.</param>
    /// <param name="early">The embedded model, if it is being loaded already.</param>
    public static Command Build(Terminal terminal, EarlyModel? early)
    {
        var room = new ProfileOptions();
        var port = Number.Optional<int>("--port", "Port of the address that is printed. Without it: 8787, or a free one.");
        var sinks = new Option<string[]>("--sink")
        {
            Description = $"Where the picture goes beside the address that is printed; repeat it or separate by commas: {string.Join("; ", VirtualCameraCatalog.Default.Forms)}. Without it: auto, the best virtual camera that is ready, if there is one; mjpeg is the address alone.",
            HelpName = "NAME",
        };
        var threads = CommonOptions.Threads(1);
        var noPage = new Option<bool>("--no-page") { Description = "Do not open the control page." };
        var desktop = new Option<bool>(Desktop) { Description = "Run from a menu or at login, without a terminal: one instance, an icon beside the clock, the page opens by itself." };
        var panicKey = new Option<string?>("--panic-key")
        {
            Description = $"Key that hides everything in every program, also in a full-screen game; none for none. Without it: the one chosen on the page, or {KeyChord.Default}.",
            HelpName = "KEYS",
        };
        var keepToken = new Option<bool>("--keep-token") { Description = "Keep the secret in the addresses for later runs, so that a dock or source in OBS stays right." };
        var frames = Number.Optional<long>("--frames", "Stop by itself after so many shielded pictures.");
        var seconds = Number.Optional<double>("--seconds", "Stop by itself after so many seconds.");
        var guard = new Option<bool>("--obs") { Description = "Guard OBS meanwhile: see 'streamshield obs guard --help'." };
        var obs = new ObsOptions();
        var sound = new SoundOptions();
        var command = new AppCommand(Name, "Show you live and hide your room. This is what happens without any command.", $"""
            Without --profile it takes the one that 'streamshield profiles use' chose, if there is one.
            It prints the address of the picture, for OBS (Media Source, untick Local File), VLC or a browser on this computer. The control page opens by itself when you
            start it in a terminal with a screen; 'streamshield page' opens it again, and knows the addresses for a dock in OBS and for buttons.
            While it runs: p hides everything at once (p again brings you back), + and - change the strength,
            c says that a camera found moved is right as it stands, o opens the control page, q stops. On a computer with a screen there is an icon beside the clock, and a panic
            key that works in every program; pressed again it stays hidden.

            {EffectOptions.Help}

            Example:
              streamshield run --source webcam:0 --strength 80
            """)
        {
            room.Room, room.Source, room.Size, room.FramesPerSecond, room.Model, room.Quality, room.People, room.Plate, room.WithoutPlate, room.Turn, room.Mirror, sinks, port, noPage, desktop, panicKey, keepToken, threads, frames, seconds,
        };
        room.Effect.AddTo(command);
        sound.AddTo(command);
        command.Add(guard);
        obs.AddGuardTo(command);
        obs.AddAccessTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            // From here on, output may be lost, but never the picture.
            using var output = new BackgroundWriter(terminal.Output);
            using var error = new BackgroundWriter(terminal.Error);
            var writes = terminal.With(output, error);
            var chosen = room.Choose(parsed, terminal.Rooms, orCurrent: true);
            chosen = chosen with { Sound = sound.Over(parsed, chosen.Sound) };
            if (room.HasDefaultSize(parsed, chosen) && !AppVersion.IsIncomplete)
            {
                NativeLibraries.Check();
                var size = await Slowly.RunAsync(chosen.Camera ?? "The camera", () => LiveSource.SizeFor(chosen.Camera, chosen.Orientation, chosen.Size));
                chosen = chosen with { Size = size };
            }

            var options = new RunOptions(
                chosen.Camera,
                chosen.Size,
                chosen.FramesPerSecond,
                chosen.Settings,
                room.PlateOf(parsed, chosen),
                chosen.Model,
                parsed.GetValue(port),
                parsed.GetValue(sinks) ?? [],
                parsed.GetValue(threads),
                !parsed.GetValue(noPage),
                parsed.GetValue(keepToken),
                parsed.GetValue(frames),
                parsed.GetValue(seconds),
                new DesktopOptions(parsed.GetValue(desktop), parsed.GetValue(panicKey)),
                parsed.GetValue(guard) ? obs.Watch(parsed) : null);
            if (options.Obs is null && obs.GivenIn(parsed) is { } alone)
            {
                throw new UserException($"{alone} is for the guard over OBS: add --obs.");
            }

            if (options.Desktop.PanicKey is { } keys)
            {
                KeyChord.Parse(keys);
            }

            using var instance = options.Desktop.FromMenu ? SingleInstance.TryTake(UserFolders.Data) : null;
            if (options.Desktop.FromMenu && instance is null)
            {
                await OpenOtherAsync(options.OpenPage, stop);
                return ExitCode.Success;
            }

            Ranges.Check("--threads", options.Threads, 1, 64);
            Ranges.Check("--port", options.Port ?? 0, 0, HighestPort);
            if (options.Port is null && await RunFinder.FindAsync(null, stop) is { } other)
            {
                return OpenOther(options, other, writes);
            }

            ProfileText.Print(chosen, writes);
            return await new LiveRun(options, writes, early).RunAsync(stop);
        });
        return command;
    }

    /// <summary>Another one runs already: two that the user does not know of would not be hidden together.</summary>
    /// <exception cref="UserException">Its page cannot be opened here.</exception>
    private static int OpenOther(RunOptions options, (RunFile Run, string Code) other, Terminal terminal)
    {
        if (options.OpenPage && PageWindow.HasScreen && PageWindow.TryOpen(other.Run.Page(other.Code)))
        {
            terminal.Output.WriteLine("StreamShield is running already: its control page opens. To start another one beside it, say --port 0.");
            return ExitCode.Success;
        }

        throw new UserException("StreamShield is running already: 'streamshield page' opens its control page, and --port 0 starts another one beside it.");
    }

    /// <summary>Another instance is running or starting: opens its page, which is what the user wants.</summary>
    /// <exception cref="UserException">It does not answer.</exception>
    private static async Task OpenOtherAsync(bool openPage, CancellationToken stop)
    {
        if (!openPage)
        {
            return;
        }

        for (var attempt = 0; attempt < OtherAttempts; attempt++)
        {
            if (await RunFinder.FindAsync(null, stop) is { } found)
            {
                PageWindow.TryOpen(found.Run.Page(found.Code));
                return;
            }

            await Task.Delay(OtherPause, stop);
        }

        throw new UserException("StreamShield is running already and does not answer: end it, then start it again.");
    }
}
