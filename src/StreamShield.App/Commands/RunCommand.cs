using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Commands;

/// <summary><c>run</c>: live from a camera or clip to an address on this computer.</summary>
internal static class RunCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "run";

    private const int HighestPort = 65535;

    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var source = new Option<string?>("--source")
        {
            Description = $"Where the picture comes from: {string.Join("; ", SourceCatalog.Forms)}. Without it: your first webcam, or the demo clip.",
            HelpName = "SOURCE",
        };
        var size = CommonOptions.Size();
        var fps = Number.Option("--fps", "Pictures per second, 1 to 120.", 30.0);
        var effect = new EffectOptions();
        var model = CommonOptions.Model();
        var port = Number.Optional<int>("--port", "Port of the address that is printed. Without it: 8787, or a free one.");
        var threads = CommonOptions.Threads(1);
        var frames = Number.Optional<long>("--frames", "Stop by itself after so many shielded pictures.");
        var seconds = Number.Optional<double>("--seconds", "Stop by itself after so many seconds.");
        var command = new AppCommand(Name, "Show you live and hide your room. This is what happens without any command.", $"""
            It prints an address: open it in OBS (Media Source, untick Local File), in VLC or in a browser on this computer.
            While it runs: p hides everything at once (p again brings you back), + and - change the strength, q stops.

            {EffectOptions.Help}

            Example:
              streamshield run --source webcam:0 --strength 80
            """)
        {
            source, size, fps, model, port, threads, frames, seconds,
        };
        effect.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var options = new RunOptions(
                parsed.GetValue(source),
                FrameSize.Parse(parsed.GetValue(size)!),
                parsed.GetValue(fps),
                effect.Read(parsed),
                parsed.GetValue(model),
                parsed.GetValue(port),
                parsed.GetValue(threads),
                parsed.GetValue(frames),
                parsed.GetValue(seconds));
            Ranges.Check("--fps", options.FramesPerSecond, 1, 120);
            Ranges.Check("--threads", options.Threads, 1, 64);
            Ranges.Check("--port", options.Port ?? 0, 0, HighestPort);
            return new LiveRun(options, terminal).RunAsync(stop);
        });
        return command;
    }
}
