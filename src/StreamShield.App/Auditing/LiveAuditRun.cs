using System.Globalization;
using System.Text.Json;
using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.App.Offline;
using StreamShield.App.Profiles;
using StreamShield.Audit.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Profiles;
using StreamShield.Devices;
using StreamShield.Onnx;

namespace StreamShield.App.Auditing;

/// <summary>The check before a stream from the command line: watches a session without outputs for some seconds.</summary>
/// <param name="room">The profile, with the command line's options applied.</param>
/// <param name="plate">Where the plate comes from.</param>
/// <param name="threads">Number of model threads.</param>
/// <param name="seconds">How long to watch, in seconds.</param>
/// <param name="files">The files to write.</param>
/// <param name="withRawPictures">True to include raw pictures of the room in the report.</param>
/// <param name="terminal">Where to write.</param>
internal sealed class LiveAuditRun(Profile room, PlateChoice plate, int threads, double seconds, AuditFiles files, bool withRawPictures, Terminal terminal)
{
    private const int ProgressSteps = 100;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the check.</summary>
    /// <param name="stop">Cancels the check; nothing is written then.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ShieldException">The source or the settings cannot be used.</exception>
    public int Run(CancellationToken stop)
    {
        room.Settings.Validate();
        NativeLibraries.Check();
        files.Check(room.Camera ?? "webcam", ("plate", plate.Image));
        using var captured = plate.Load(room.Size, terminal).Plate;
        var source = LiveSource.Choose(room.Camera, new SourceOptions(room.Size, room.FramesPerSecond) { Time = terminal.Time, Orientation = room.Orientation }, terminal.Output.WriteLine);
        if (source.Label is not null)
        {
            source.Dispose();
            throw new UserException("There is no camera, and a check of the demo clip says nothing of your room: plug a camera in, or name it with --source.");
        }

        var store = ModelStore.ForThisUser();
        using var session = new ShieldSession(
            room.Size, room.FramesPerSecond, source, () => store.OpenLive(room.Model, room.Size, room.FramesPerSecond, threads), room.Settings with { Plate = captured }, terminal.Time);
        using var audit = new LiveAudit(session, seconds, withRawPictures);
        session.Start();
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Watching for {seconds:0.#} s: lean, wave, turn, as you do on stream."));
        terminal.Output.Flush();
        try
        {
            var result = ProgressView.Run(terminal, "Checking", progress => Wait(audit, progress, stop));
            if (result.Audit is { } found)
            {
                files.Write(found, JsonSerializer.SerializeToUtf8Bytes(result, AuditJson.Default.LiveAuditResult), room);
            }

            Print(result);
            return result.IsSafe ? ExitCode.Success : ExitCode.Mend;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Fail("Stopped by you: nothing was written.");
            return ExitCode.Failure;
        }
    }

    private static LiveAuditResult Wait(LiveAudit audit, Action<long, long> progress, CancellationToken stop)
    {
        var run = audit.RunAsync(stop);
        while (Task.WaitAny([run], PollInterval) < 0)
        {
            progress((long)(audit.Progress * ProgressSteps), ProgressSteps);
        }

        return run.GetAwaiter().GetResult();
    }

    private void Print(LiveAuditResult result)
    {
        var figures = result.Figures;
        terminal.Output.WriteLine(result.Words);
        foreach (var finding in result.Findings)
        {
            terminal.Output.WriteLine($"{(finding.MustMend ? "Mend" : "Better")}: {finding.Words}");
        }

        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{figures.Measured} of {figures.Shown} pictures measured: leak {figures.Leak * 100:0.00} %, worst {figures.LeakWorst * 100:0.00} %, recovered {figures.Recovered * 100:0.00} %, match {figures.Match}; {figures.FramesPerSecond:0.0} pictures per second, {figures.Dropped} dropped, slate {figures.SlateShare * 100:0} % of the time."));
        if (files.Report is not null && result.Audit is not null)
        {
            terminal.Output.WriteLine($"See {files.Report}.");
        }
    }
}
