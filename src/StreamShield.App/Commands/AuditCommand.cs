using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using StreamShield.App.Auditing;
using StreamShield.App.Hosting;
using StreamShield.App.Offline;
using StreamShield.App.Profiles;
using StreamShield.Audit.Live;
using StreamShield.Audit.Results;
using StreamShield.Core.Profiles;

namespace StreamShield.App.Commands;

/// <summary><c>audit</c>: finds out what an attacker would learn of the room from a clip's output, or from the live picture before a stream.</summary>
internal static class AuditCommand
{
    private const int MaxThreadsByItself = 2;

    /// <summary>Time-out for one step; attacks take long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal)
    {
        var input = new Argument<string?>("INPUT") { Description = "The raw recording.", Arity = ArgumentArity.ZeroOrOne };
        var raw = new Option<string?>("--raw") { Description = "The raw recording, when --output is given.", HelpName = "FILE" };
        var output = new Option<string?>("--output") { Description = "Its finished output, of StreamShield or of any other filter; without it the shield is run.", HelpName = "FILE" };
        var matte = new Option<string?>("--matte") { Description = "Your exact matte as a grey clip; without it the room is learnt from the clip.", HelpName = "FILE" };
        var candidates = new Option<string?>("--candidates") { Description = "A folder with pictures of other rooms, for the line-up.", HelpName = "DIR" };
        var live = Number.Optional("--live", $"Check the live picture before a stream instead: watch it for so many seconds, {LiveAudit.MinSeconds} to {LiveAudit.MaxSeconds}, {LiveAudit.DefaultSeconds} without a number.", LiveAudit.DefaultSeconds);
        var report = new Option<string?>("--report", "-o") { Description = "The report to write; the figures go beside it as JSON. With --live it may be left out.", HelpName = "FILE.html" };
        var rawPictures = new Option<bool>("--with-raw-pictures") { Description = "Put pictures of your room into the report." };
        var zones = new Option<string?>("--zones") { Description = "Also write the room's profile with the suggested hide-zones added, for 'streamshield profiles import'.", HelpName = "FILE.json" };
        var room = new ProfileOptions();
        var threads = CommonOptions.Threads(Math.Min(MaxThreadsByItself, Environment.ProcessorCount));
        var command = new AppCommand("audit", "Attack your own output and see what it says about your room.", """
            Runs the shield on a recording, or takes a recording and its output, and tries what a stalker would: counting what leaks, putting it together, recognising
            the room by its details and by its colours, undoing the blur, averaging over time. Nothing leaves your computer, and the report shows no raw picture.

            With --live it watches your camera for some seconds, shows nothing and writes nothing unless -o is given. Move as you do on stream meanwhile. It says what to mend,
            and its exit code is 0 when it is safe to go live, 3 when something is to be mended first, 1 when it could not be run.

            Example:
              streamshield audit me-dancing.mp4 -o audit.html
              streamshield audit --raw me.mp4 --output me-on-stream.mp4 --candidates hotel-rooms -o audit.html
              streamshield audit --live 10 --profile Bedroom
            """)
        {
            input, raw, output, matte, candidates, live, report, zones, rawPictures, room.Room, room.Source, room.Size, room.FramesPerSecond, room.Plate, room.WithoutPlate, room.Turn, room.Mirror, room.Model, room.Quality, room.People, threads,
        };
        room.Effect.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            Ranges.Check("--threads", parsed.GetValue(threads), 1, 64);
            if (parsed.GetValue(live) is { } seconds)
            {
                Refuse(parsed, "--live", input, raw, output, matte, candidates);
                Ranges.Check("--live", seconds, LiveAudit.MinSeconds, LiveAudit.MaxSeconds);
                var current = room.Choose(parsed, terminal.Rooms, orCurrent: true);
                ProfileText.Print(current, terminal);
                var files = new AuditFiles(parsed.GetValue(report), parsed.GetValue(zones));
                return Task.FromResult(new LiveAuditRun(
                    current, room.PlateOf(parsed, current), parsed.GetValue(threads), seconds, files, parsed.GetValue(rawPictures), terminal).Run(stop));
            }

            Refuse(parsed, "a recording", room.Source, room.Size, room.FramesPerSecond);
            var finished = parsed.GetValue(output);
            var chosen = room.Choose(parsed, terminal.Rooms, orCurrent: false);
            // How a finished output hides the room is known only if the user says so.
            var known = finished is null || chosen.Name.Length > 0 || parsed.GetResult(room.Effect.Effect) is { Implicit: false };
            var request = new AuditRequest(
                Raw(parsed.GetValue(input), parsed.GetValue(raw)),
                finished,
                parsed.GetValue(matte),
                room.PlateOf(parsed, chosen),
                parsed.GetValue(candidates),
                known ? chosen.Settings : null,
                chosen.Sound,
                chosen.Model,
                parsed.GetValue(threads),
                parsed.GetValue(rawPictures));
            ProfileText.Print(chosen, terminal);
            return Task.FromResult(Run(request, new AuditFiles(parsed.GetValue(report), parsed.GetValue(zones)), chosen, terminal, stop));
        });
        return command;
    }

    private static string Raw(string? input, string? raw) => (input, raw) switch
    {
        (not null, null) => input,
        (null, not null) => raw,
        (null, null) => throw new UserException("No recording was named: give the raw clip, for example 'streamshield audit clip.mp4 -o audit.html'."),
        _ => throw new UserException($"The recording was named twice, '{input}' and '{raw}': give it once."),
    };

    /// <summary>Rejects options that do not apply to the other kind of audit.</summary>
    private static void Refuse(ParseResult parsed, string beside, params Symbol[] symbols)
    {
        foreach (var symbol in symbols)
        {
            var given = symbol switch
            {
                Option option => parsed.GetResult(option) is { Implicit: false },
                Argument argument => parsed.GetResult(argument) is { Tokens.Count: > 0 },
                _ => false,
            };
            if (given)
            {
                throw new UserException($"{symbol.Name} means nothing for {beside}: leave it out.");
            }
        }
    }

    private static int Run(AuditRequest request, AuditFiles files, Profile room, Terminal terminal, CancellationToken stop)
    {
        NativeLibraries.Check();
        if (files.Report is null)
        {
            throw new UserException("The report has no name: give one, for example '-o audit.html'.");
        }

        files.Check(request.Raw, ("output", request.Output), ("matte", request.Matte), ("plate", request.Plate.Image));
        try
        {
            var result = LongWork.Run($"The clip '{request.Raw}'", now => ProgressView.Run(
                terminal, $"Auditing {Path.GetFileName(request.Raw)}", progress => new ClipAuditor(request, terminal).Run(Reporting(progress, now), stop)), stop, Patience);
            files.Write(result, JsonSerializer.SerializeToUtf8Bytes(result.Figures, AuditJson.Default.AuditFigures), room);
            Print(result, files, terminal);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Fail("Stopped by you: nothing was written.");
            return ExitCode.Failure;
        }
    }

    private static Action<long, long> Reporting(Action<long, long> progress, LongWork now) => (done, all) =>
    {
        progress(done, all);
        now.GotOn();
    };

    private static void Print(AuditResult result, AuditFiles files, Terminal terminal)
    {
        var figures = result.Figures;
        terminal.Output.WriteLine(figures.Words);
        if (figures.Sound is not null)
        {
            terminal.Output.WriteLine(figures.Sound.Words);
        }

        if (figures.SlateFrames > 0)
        {
            terminal.Output.WriteLine($"{figures.SlateFrames} pictures were hidden whole and are not judged: run 'streamshield process' on the clip to see why.");
        }

        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{figures.Frames} pictures in {figures.Seconds:0.0} s: leak {figures.Leak * 100:0.00} %, worst {figures.LeakWorst * 100:0.00} %, recovered {figures.Recovered * 100:0.00} %, match {figures.Match}. See {files.Report}."));
    }
}
