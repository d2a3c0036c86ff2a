using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.App.Offline;
using StreamShield.App.Profiles;

namespace StreamShield.App.Commands;

/// <summary><c>process</c>: turns a recorded clip into a shielded one.</summary>
internal static class ProcessCommand
{
    private const int MaxThreadsByItself = 2;

    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal)
    {
        var input = new Argument<string>("INPUT") { Description = "The recorded clip." };
        var output = new Option<string>("--output", "-o") { Description = "The shielded clip to write.", HelpName = "FILE", Required = true };
        var matte = new Option<string?>("--matte") { Description = "Also write where you are as a grey clip (white = you).", HelpName = "FILE" };
        var report = new Option<string?>("--report") { Description = "Also write counts and times as JSON.", HelpName = "FILE.json" };
        var noSound = new Option<bool>("--no-sound") { Description = "Leave the clip's sound out." };
        var away = new Option<bool>("--sound-away") { Description = "Leave the sound on while nobody is in the picture." };
        var room = new ProfileOptions();
        var threads = CommonOptions.Threads(Math.Min(MaxThreadsByItself, Environment.ProcessorCount));
        var command = new AppCommand("process", "Hide the room in a recorded clip.", $"""
            Every picture is worked on once; size and rate stay the same. The clip's sound is kept, without the mains hum that
            tells country and time, closed in the pauses, and silent wherever the picture is hidden or shows nobody (this needs ffmpeg).
            A picture that cannot be shielded safely is replaced by a plain slate and counted.

            {EffectOptions.Help}

            Example:
              streamshield process holiday.mp4 -o holiday-shielded.mp4
            """)
        {
            input, output, matte, report, room.Room, room.Model, room.Quality, room.People, room.Plate, room.WithoutPlate, room.Turn, room.Mirror, threads, noSound, away,
        };
        room.Effect.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var chosen = room.Choose(parsed, terminal.Rooms, orCurrent: false);
            var options = new ProcessOptions(
                parsed.GetValue(input)!,
                parsed.GetValue(output)!,
                parsed.GetValue(matte),
                parsed.GetValue(report),
                chosen.Settings,
                room.PlateOf(parsed, chosen),
                chosen.Model,
                chosen.Name.Length > 0 ? chosen.Name : null,
                parsed.GetValue(threads),
                parsed.GetValue(noSound) ? null : chosen.Sound with { AudibleWhenAway = chosen.Sound.AudibleWhenAway || parsed.GetValue(away) });
            Ranges.Check("--threads", options.Threads, 1, 64);
            ProfileText.Print(chosen, terminal);
            return Task.FromResult(Run(options, terminal, stop));
        });
        return command;
    }

    private static int Run(ProcessOptions options, Terminal terminal, CancellationToken stop)
    {
        NativeLibraries.Check();
        try
        {
            var report = LongWork.Run($"The clip '{options.Input}'", now => ProgressView.Run(
                terminal, $"Shielding {Path.GetFileName(options.Input)}", progress => new ClipProcessor(options, terminal).Run(progress, now, stop)), stop);
            Print(report, terminal);
            return ExitCode.Success;
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Ctrl-C also reaches the ffmpeg command, so the failure may look like the encoder's.
            terminal.Fail("Stopped by you: nothing was written.");
            return ExitCode.Failure;
        }
    }

    private static void Print(ProcessReport report, Terminal terminal)
    {
        terminal.Output.WriteLine(
            $"{report.Output}: {report.Frames} pictures of {report.Width}x{report.Height} in {report.Seconds:0.0} s, {report.SlateFrames} of them hidden whole{(report.Sound ? "; with its sound, shielded" : "")}.");
        foreach (var group in report.Slates)
        {
            terminal.Error.WriteLine($"{group.Count} hidden, the first is number {group.FirstFrame}: {group.Detail}");
        }

        if (report.FramesPromised > report.Frames)
        {
            terminal.Error.WriteLine($"The clip promises {report.FramesPromised} pictures and {report.Frames} could be read: its end may be damaged.");
        }
    }
}
