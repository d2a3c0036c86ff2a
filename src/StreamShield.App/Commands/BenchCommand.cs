using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using StreamShield.App.Benching;
using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.Core.Frames;

namespace StreamShield.App.Commands;

/// <summary><c>bench</c>: measures how fast this computer shields.</summary>
internal static class BenchCommand
{
    private const int MaxFrames = 1_000_000;

    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal)
    {
        var size = CommonOptions.Size();
        var frames = Number.Option("--frames", "Pictures to measure.", 300);
        var threads = CommonOptions.Threads(1);
        var (model, quality) = (CommonOptions.Model(), CommonOptions.Quality());
        var effect = new EffectOptions();
        var source = new Option<string?>("--source") { Description = "Clip to measure with. Without it: the demo clip.", HelpName = "CLIP" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var gate = new Option<bool>("--gate") { Description = "Fail (exit code 1) when memory is allocated per picture." };
        var command = new AppCommand("bench", "Measure how fast this computer shields.", """
            Times are per picture, from the raw picture in memory to the shielded one; decoding and showing come on top when live.

            Example:
              streamshield bench --size 1920x1080
            """)
        {
            size, frames, threads, model, quality, source, json, gate,
        };
        effect.AddTo(command);
        command.SetAction((parsed, stop) =>
        {
            var options = new BenchOptions(
                parsed.GetValue(source) ?? LiveSource.DemoClip,
                FrameSize.Parse(parsed.GetValue(size)!),
                parsed.GetValue(frames),
                effect.Over(parsed, ProfileOptions.Default).Settings,
                CommonOptions.ModelOf(parsed, model, quality),
                parsed.GetValue(threads));
            Ranges.Check("--frames", options.Frames, 1, MaxFrames);
            Ranges.Check("--threads", options.Threads, 1, 64);
            NativeLibraries.Check();
            var report = new Bench(options, terminal.Time).Run(stop);
            Show(report, parsed.GetValue(json), terminal);
            return Task.FromResult(Passes(report, parsed.GetValue(gate), terminal) ? ExitCode.Success : ExitCode.Failure);
        });
        return command;
    }

    private static bool Passes(BenchReport report, bool gate, Terminal terminal)
    {
        if (!gate || report.AllocatedBytesPerFrame <= 0)
        {
            return true;
        }

        terminal.Fail($"{report.AllocatedBytesPerFrame} bytes are allocated per picture and none may be: look for the stage that allocates with a profiler.");
        return false;
    }

    private static void Show(BenchReport report, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(report, BenchJson.Default.BenchReport));
            return;
        }

        var table = new Table().AddColumns("ms per picture", "mean", "p50", "p95", "p99", "max");
        foreach (var (stage, spread) in report.Stages)
        {
            double[] columns = [spread.MeanMs, spread.P50Ms, spread.P95Ms, spread.P99Ms, spread.MaxMs];
            table.AddRow([stage, .. columns.Select(value => $"{value:0.00}")]);
        }

        terminal.Rich.Write(table);
        terminal.Output.WriteLine(
            $"{report.Frames} pictures of {report.Size} ({report.Source}, {report.Model}, {report.Effect} {report.Strength}, {report.Threads} model threads)");
        terminal.Output.WriteLine(
            $"{report.FramesPerSecond:0.0} pictures per second, {report.CpuMsPerFrame:0.00} ms of processor time and {report.AllocatedBytesPerFrame} bytes allocated per picture");
        terminal.Output.WriteLine($"Most memory: {report.PeakMemoryMb:0} MB, of which {report.HeldFramesMb:0} MB are the frames held ready");
    }
}
