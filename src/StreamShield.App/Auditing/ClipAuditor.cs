using OpenCvSharp;
using StreamShield.App.Hosting;
using StreamShield.Audit;
using StreamShield.Core;

namespace StreamShield.App.Auditing;

/// <summary>
/// Audits a recording in two passes: the first learns the room from moments spread over the clip, the second measures every frame; then the attacks run.
/// Raw pixels stay in memory and are wiped.
/// </summary>
internal sealed class ClipAuditor(AuditRequest request, Terminal terminal)
{
    private const int MostAveraged = 300;

    private readonly TimeProvider _time = terminal.Time;

    /// <summary>Does it all.</summary>
    /// <param name="progress">Takes steps done and steps in all (0 when unknown).</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ShieldException">A clip or the model cannot be used.</exception>
    /// <exception cref="UserException">Files that do not fit together.</exception>
    public AuditResult Run(Action<long, long> progress, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        var candidates = CandidateFolder.Pictures(request.Candidates);
        using var raws = new ClipReader(request.Raw, _time);
        using var plate = request.Plate.Load(raws.Size, terminal);
        var (room, length) = Learn(plate, frames => progress(frames, 0), stop);
        using var estimate = room;
        using var outputs = Other(request.Output, raws.Size);
        using var mattes = Other(request.Matte, raws.Size);
        using var shield = request.Output is null ? Shield(raws, plate) : null;
        using var obscurer = request.Settings is null || candidates.Count == 0 ? null : new WholeObscurer(raws.Size, request.Settings);
        using var masks = new Masks(room, mattes);
        var all = length + candidates.Count;
        using var audit = new ClipAudit(Options(candidates, obscurer), raws.Size.Width, raws.Size.Height, (int)Math.Max(1, all / MostAveraged));
        using var output = new Mat();
        while (raws.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (!Next(outputs, "output", raws) || !Next(mattes, "matte", raws))
            {
                break;
            }

            masks.Look(raws.Picture);
            shield?.Shield(raws.Frame, output);
            audit.Add(raws.Picture, outputs?.Picture ?? output, masks.Background, masks.Person);
            progress(raws.Number, all);
        }

        if (raws.Number == 0)
        {
            throw new UserException($"The clip '{request.Raw}' holds no picture that can be decoded: check that it plays elsewhere, or record it again.");
        }

        var result = audit.Finish(room, (done, steps) => progress(Math.Min(all, raws.Number + (candidates.Count * done / steps)), all), stop);
        return result with { Figures = result.Figures with { Sound = SoundAudit.Of(request, stop), Seconds = Math.Round(_time.GetElapsedTime(began).TotalSeconds, 1) } };
    }

    /// <summary>False when a clip that goes with the raw one ends before it; one that is a little short is measured as far as it goes.</summary>
    private bool Next(ClipReader? clip, string what, ClipReader raws)
    {
        if (clip is null || clip.Read())
        {
            return true;
        }

        return raws.Number > 1 ? false : throw new UserException($"The {what} of '{request.Raw}' holds no picture: it does not belong to this clip.");
    }

    private ClipReader? Other(string? path, FrameSize size) => path is null ? null : new ClipReader(path, _time, size);

    private AuditOptions Options(IReadOnlyList<string> candidates, WholeObscurer? obscurer) => new()
    {
        Clip = Path.GetFileName(request.Raw),
        Effect = request.Settings is null ? "" : $"{request.Settings.Effect} {request.Settings.Strength}",
        ExactMatte = request.Matte is not null,
        Candidates = candidates,
        Obscure = obscurer is null ? null : obscurer.Hide,
        WithRawPictures = request.WithRawPictures,
    };

    private ShieldRun Shield(ClipReader raws, Plate? plate) => new(raws.Size, raws.Rate, request, request.Settings! with { Plate = plate });

    /// <summary>The room as moments spread over the clip show it, completed by the plate, and the clip's length in frames.</summary>
    private (RoomEstimate Room, long Length) Learn(Plate? plate, Action<long> progress, CancellationToken stop)
    {
        using var raws = new ClipReader(request.Raw, _time);
        using var outputs = Other(request.Output, raws.Size);
        using var mattes = Other(request.Matte, raws.Size);
        using var shield = request.Output is null && mattes is null ? Shield(raws, plate) : null;
        using var learner = new RoomLearner(raws.Size.Width, raws.Size.Height, exact: mattes is not null);
        using var output = new Mat();
        using var hidden = new Mat();
        var step = Math.Max(1, raws.Frames / RoomLearner.MostSamples);
        while (raws.Read() && (outputs?.Read() ?? true) && (mattes?.Read() ?? true))
        {
            stop.ThrowIfCancellationRequested();
            progress(raws.Number);
            if ((raws.Number - 1) % step != 0 || learner.Samples == RoomLearner.MostSamples)
            {
                continue;
            }

            if (mattes is not null)
            {
                Masks.RoomOf(mattes.Picture, hidden);
                learner.Add(raws.Picture, hidden);
                continue;
            }

            shield?.Shield(raws.Frame, output);
            using var different = RoomLearner.Hidden(raws.Picture, outputs?.Picture ?? output);
            learner.Add(raws.Picture, different);
        }

        var room = learner.Learn();
        if (plate is not null)
        {
            // What the clip never uncovers.
            using var captured = RoomEstimate.From(plate);
            room.Complete(captured);
        }

        return (room, raws.Number);
    }
}
