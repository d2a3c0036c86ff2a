using System.CommandLine;
using System.Text.Json;
using StreamShield.App.Auditing;
using StreamShield.App.Hosting;
using StreamShield.App.Offline;
using StreamShield.Audit;
using StreamShield.Core;

namespace StreamShield.App.Commands;

/// <summary><c>audit</c>: what an attacker would learn of the room from a clip's output.</summary>
internal static class AuditCommand
{
    private const int MostThreadsByItself = 2;

    /// <summary>The command.</summary>
    public static Command Build(Terminal terminal)
    {
        var input = new Argument<string?>("INPUT") { Description = "The raw recording.", Arity = ArgumentArity.ZeroOrOne };
        var raw = new Option<string?>("--raw") { Description = "The raw recording, when --output is given.", HelpName = "FILE" };
        var output = new Option<string?>("--output") { Description = "Its finished output, of StreamShield or of any other filter; without it the shield is run.", HelpName = "FILE" };
        var matte = new Option<string?>("--matte") { Description = "Your exact matte as a grey clip; without it the room is learnt from the clip.", HelpName = "FILE" };
        var candidates = new Option<string?>("--candidates") { Description = "A folder with pictures of other rooms, for the line-up.", HelpName = "DIR" };
        var report = new Option<string>("--report", "-o") { Description = "The report to write; the figures go beside it as JSON.", HelpName = "FILE.html", Required = true };
        var rawPictures = new Option<bool>("--with-raw-pictures") { Description = "Put pictures of your room into the report." };
        var zones = new Option<string?>("--zones") { Description = "Also write the room's profile with the suggested hide-zones added, for 'streamshield profiles import'.", HelpName = "FILE.json" };
        var room = new RoomOptions();
        var threads = CommonOptions.Threads(Math.Min(MostThreadsByItself, Environment.ProcessorCount));
        var command = new AppCommand("audit", "Attack your own output and see what it says about your room.", """
            Runs the shield on a recording, or takes a recording and its output, and tries what a stalker would: counting what leaks, putting it together, recognising
            the room by its details and by its colours, undoing the blur, averaging over time. Nothing leaves your computer, and the report shows no raw picture.

            Example:
              streamshield audit me-dancing.mp4 -o audit.html
              streamshield audit --raw me.mp4 --output me-on-stream.mp4 --candidates hotel-rooms -o audit.html
            """)
        {
            input, raw, output, matte, candidates, report, zones, rawPictures, room.Room, room.Plate, room.Model, room.People, threads,
        };
        room.Effect.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var finished = parsed.GetValue(output);
            var chosen = room.Choose(parsed, terminal.Rooms, orCurrent: false);
            // How a finished output hides is known only when the user says it.
            var known = finished is null || chosen.Name.Length > 0 || parsed.GetResult(room.Effect.Effect) is { Implicit: false };
            var request = new AuditRequest(
                Raw(parsed.GetValue(input), parsed.GetValue(raw)),
                finished,
                parsed.GetValue(matte),
                new PlateChoice(chosen, parsed.GetValue(room.Plate)),
                parsed.GetValue(candidates),
                parsed.GetValue(report)!,
                parsed.GetValue(zones),
                known ? chosen.Settings : null,
                chosen.Model,
                parsed.GetValue(threads),
                parsed.GetValue(rawPictures));
            Ranges.Check("--threads", request.Threads, 1, 64);
            RoomWords.Tell(chosen, terminal);
            return Task.FromResult(Run(request, chosen, terminal, stop));
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

    private static int Run(AuditRequest request, RoomProfile room, Terminal terminal, CancellationToken stop)
    {
        NativeLibraries.Check();
        if (!request.Report.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserException($"The report '{request.Report}' is to be an HTML file: choose a name that ends in .html.");
        }

        var json = Path.ChangeExtension(request.Report, ".json");
        FileChecks.Distinct(request.Raw, ("output", request.Output), ("matte", request.Matte), ("plate", request.Plate.Image), ("report", request.Report), ("figures", json), ("profile", request.Zones));
        FileChecks.Writable("report", request.Report);
        if (request.Zones is not null)
        {
            FileChecks.Writable("profile", request.Zones);
        }

        try
        {
            var result = ProgressView.Run(
                terminal, $"Auditing {Path.GetFileName(request.Raw)}", progress => new ClipAuditor(request, terminal).Run(progress, stop));
            File.WriteAllText(request.Report, HtmlReport.Write(result));
            File.WriteAllBytes(json, JsonSerializer.SerializeToUtf8Bytes(result.Figures, AppJson.Default.AuditFigures));
            if (request.Zones is not null)
            {
                File.WriteAllBytes(request.Zones, ProfileJson.Write(WithZones(room, result)));
            }

            Tell(result, request, terminal);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Fail("Stopped by you: nothing was written.");
            return ExitCode.Failure;
        }
    }

    /// <summary>The room with the suggested zones, as far as there is space for them; a room without a name is called "audited".</summary>
    private static RoomProfile WithZones(RoomProfile room, AuditResult result) => room with
    {
        Name = room.Name.Length > 0 ? room.Name : "audited",
        Settings = room.Settings with
        {
            Zones = [.. room.Settings.Zones.Concat(result.SuggestedZones).Take(Zone.MostZones)],
        },
    };

    private static void Tell(AuditResult result, AuditRequest request, Terminal terminal)
    {
        var figures = result.Figures;
        terminal.Output.WriteLine(figures.Words);
        terminal.Output.WriteLine(
            $"{figures.Frames} pictures in {figures.Seconds:0.0} s: leak {figures.Leak * 100:0.00} %, worst {figures.LeakWorst * 100:0.00} %, recovered {figures.Recovered * 100:0.00} %, match {figures.Match}. See {request.Report}.");
    }
}
