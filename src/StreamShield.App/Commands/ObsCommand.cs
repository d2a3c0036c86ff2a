using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.App.Obs;

namespace StreamShield.App.Commands;

/// <summary><c>obs</c>: adds the shielded picture to OBS and guards its scenes.</summary>
internal static class ObsCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal) => new AppCommand("obs", "Put the shielded picture into OBS, and guard its scenes.", """
        OBS 28 or newer, with Tools > WebSocket Server Settings > Enable WebSocket server.

        Example:
          streamshield obs setup --safe-scene BRB
          streamshield run --obs --safe-scene BRB --stop-raw
        """)
    {
        Setup(terminal), Guard(terminal),
    };

    private static AppCommand Setup(Terminal terminal)
    {
        var options = new ObsOptions();
        var scene = new Option<string?>("--scene") { Description = "The scene that gets the picture. Without it: the one that goes out.", HelpName = "NAME" };
        var name = new Option<string>("--name") { Description = "Name of the source in OBS.", HelpName = "NAME", DefaultValueFactory = static _ => "StreamShield" };
        var address = new Option<string?>("--picture") { Description = "The address that 'streamshield run' printed. Not needed with 'run --obs', which puts it in by itself.", HelpName = "ADDRESS" };
        var camera = new Option<string?>("--camera")
        {
            Description = "Read StreamShield's virtual camera instead of its stream: /dev/videoN on Linux, its name on Windows.",
            HelpName = "DEVICE",
        };
        var command = new AppCommand("setup", "Make the StreamShield source in OBS, and a safe scene.", """
            Can be said again at any time: what is there already is put right and keeps its place.

            Example:
              streamshield obs setup --safe-scene BRB
            """)
        {
            scene, name, address, camera, options.SafeScene,
        };
        options.AddAccessTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var access = options.Access(parsed);
            var request = new SetupRequest(parsed.GetValue(scene), parsed.GetValue(name)!, parsed.GetValue(address), parsed.GetValue(camera), parsed.GetValue(options.SafeScene));
            await using var obs = await ObsConnection.ConnectAsync(access.Address, access.Password(), terminal.Time, stop);
            await new ObsSetup(obs, terminal.Output.WriteLine, stop).RunAsync(request);
            if (request is { Camera: null, Address: null })
            {
                terminal.Output.WriteLine("The picture comes once 'streamshield run --obs' runs: it puts its address into the source.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static AppCommand Guard(Terminal terminal)
    {
        var options = new ObsOptions();
        var picture = new Option<string?>("--picture") { Description = "The address that 'streamshield run' printed. Without it only the scenes are guarded.", HelpName = "ADDRESS" };
        var command = new AppCommand("guard", "Warn of scenes with the raw camera, and switch to a safe scene.", """
            'streamshield run --obs' does the same in one program. Ctrl-C ends it.

            Example:
              streamshield obs guard --safe-scene BRB --stop-raw --picture "http://127.0.0.1:8787/out.mjpg?token=..."
            """)
        {
            picture,
        };
        options.AddGuardTo(command);
        options.AddAccessTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var watch = options.Watch(parsed);
            return await GuardAsync(watch, parsed.GetValue(picture), terminal, stop);
        });
        return command;
    }

    private static async Task<int> GuardAsync(ObsWatchOptions options, string? picture, Terminal terminal, CancellationToken stop)
    {
        var shield = picture is null ? null : new ShieldSignal();
        using var state = picture is null ? null : new StateWatch(picture, shield!, terminal.Time);
        try
        {
            await (state?.BeginAsync(stop) ?? Task.CompletedTask);
            await using var watch = ObsWatch.Start(options, shield, picture, Say, terminal.Time, stop);
            await await Task.WhenAny(watch.Running, state?.RunAsync(stop) ?? watch.Running);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Output.WriteLine("The guard has ended.");
        }

        return ExitCode.Success;

        void Say(string sentence)
        {
            terminal.Output.WriteLine(sentence);
            terminal.Output.Flush();
        }
    }
}
