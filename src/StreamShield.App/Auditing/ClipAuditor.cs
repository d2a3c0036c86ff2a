using OpenCvSharp;
using StreamShield.App.Hosting;
using StreamShield.Audit;
using StreamShield.Core;

namespace StreamShield.App.Auditing;

/// <summary>
/// Audits a recording in two passes: the first learns the room from moments spread over the clip, the second measures every frame; then the attacks run.
/// Raw pixels stay in memory and are wiped.
/// </summary>
internal sealed class ClipAuditor(AuditRequest request, TimeProvider time)
{
    private const int MostAveraged = 300;

    /// <summary>Does it all.</summary>
    /// <param name="progress">Takes steps done and steps in all (0 when unknown).</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ShieldException">A clip or the model cannot be used.</exception>
    /// <exception cref="UserException">Files that do not fit together.</exception>
    public AuditResult Run(Action<long, long> progress, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var candidates = CandidateFolder.Pictures(request.Candidates);
        var length = 0L;
        using var room = request.Plate is null ? Learn(frames => progress(frames, 0), stop, out length) : ReadPlate(request.Plate);
        using var raws = new ClipReader(request.Raw, time);
        using var outputs = Other(request.Output, raws.Size);
        using var mattes = Other(request.Matte, raws.Size);
        using var shield = request.Output is null ? new ShieldRun(raws.Size, request, request.Settings!, time) : null;
        using var obscurer = request.Settings is null || candidates.Count == 0 ? null : new WholeObscurer(raws.Size, request.Settings);
        using var masks = new Masks(room, mattes);
        var all = (length > 0 ? length : raws.Frames) + candidates.Count;
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
        return result with { Figures = result.Figures with { Seconds = Math.Round(time.GetElapsedTime(began).TotalSeconds, 1) } };
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

    private ClipReader? Other(string? path, FrameSize size) => path is null ? null : new ClipReader(path, time, size);

    private AuditOptions Options(IReadOnlyList<string> candidates, WholeObscurer? obscurer) => new()
    {
        Clip = Path.GetFileName(request.Raw),
        Effect = request.Settings is null ? "" : $"{request.Settings.Effect} {request.Settings.Strength}",
        ExactMatte = request.Matte is not null,
        Candidates = candidates,
        Obscure = obscurer is null ? null : obscurer.Hide,
        WithRawPictures = request.WithRawPictures,
    };

    private RoomEstimate Learn(Action<long> progress, CancellationToken stop, out long length)
    {
        using var raws = new ClipReader(request.Raw, time);
        using var outputs = Other(request.Output, raws.Size);
        using var mattes = Other(request.Matte, raws.Size);
        using var shield = request.Output is null && mattes is null ? new ShieldRun(raws.Size, request, request.Settings!, time) : null;
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

        length = raws.Number;
        return learner.Learn();
    }

    /// <summary>The user's own picture of the empty room, known everywhere.</summary>
    private RoomEstimate ReadPlate(string path)
    {
        using var raws = new ClipReader(request.Raw, time);
        using var picture = Cv2.ImRead(path);
        if (picture.Empty())
        {
            throw new UserException($"The plate '{path}' is no picture that can be read: save it as PNG or JPEG.");
        }

        var size = new Size(raws.Size.Width, raws.Size.Height);
        var fitted = new Mat();
        Cv2.Resize(picture, fitted, size, 0, 0, InterpolationFlags.Cubic);
        return new RoomEstimate(fitted, new Mat(size, MatType.CV_8UC1, Scalar.All(255)));
    }
}
