using StreamShield.App.Hosting;
using StreamShield.Audit.Clips;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Results;
using StreamShield.Audit.Truth;
using StreamShield.Core.Frames;

namespace StreamShield.App.Auditing;

/// <summary>
/// Audits a recording in two passes: the first learns the room from moments spread over the clip, the second measures every frame while the next one is shielded beside it;
/// then the attacks run. Raw pixels stay in memory and are wiped.
/// </summary>
internal sealed class ClipAuditor(AuditRequest request, Terminal terminal)
{
    private const int MaxAveraged = 300;

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
        using var plate = LoadPlate();
        var (learnt, length) = Learn(plate, frames => progress(frames, 0), stop);
        using var room = learnt;
        using var moments = new ClipMoments(request, plate, _time);
        using var obscurer = request.Settings is null || candidates.Count == 0 ? null : new WholeObscurer(moments.Size, request.Settings);
        using var masks = new Masks(room);
        var all = length + candidates.Count;
        using var audit = new ClipAudit(Options(candidates, obscurer), moments.Size.Width, moments.Size.Height, (int)Math.Max(1, all / MaxAveraged));
        var measured = 0L;
        for (var now = moments.Next(); now is { } moment;)
        {
            stop.ThrowIfCancellationRequested();
            now = Beside(moments.Next, () =>
            {
                masks.Look(moment);
                audit.Add(moment.Raw, moment.Output, masks.Background, masks.Person);
            });
            progress(measured = moment.Number, all);
        }

        if (measured == 0)
        {
            throw new UserException($"The clip '{request.Raw}' holds no picture that can be decoded: check that it plays elsewhere, or record it again.");
        }

        var result = audit.Finish(room, (done, steps) => progress(Math.Min(all, measured + (candidates.Count * done / steps)), all), stop);
        return result with { Figures = result.Figures with { Sound = SoundAudit.Of(request, stop), Seconds = Math.Round(_time.GetElapsedTime(began).TotalSeconds, 1) } };
    }

    /// <summary>Makes the next thing on another thread while this one is worked on; both have ended afterwards.</summary>
    private static T Beside<T>(Func<T> makeNext, Action work)
    {
        var next = Task.Run(makeNext);
        Task.WhenAll(next, Task.Run(work)).GetAwaiter().GetResult();
        return next.GetAwaiter().GetResult();
    }

    private Plate? LoadPlate()
    {
        using var clip = new ClipReader(request.Raw, _time, orientation: request.Plate.Room.Orientation);
        return request.Plate.Load(clip.Size, terminal).Plate;
    }

    private AuditOptions Options(IReadOnlyList<string> candidates, WholeObscurer? obscurer) => new()
    {
        Clip = Path.GetFileName(request.Raw),
        Effect = request.Settings is null ? "" : $"{request.Settings.Effect} {request.Settings.Strength}",
        ExactMatte = request.Matte is not null,
        Candidates = candidates,
        Obscure = obscurer is null ? null : obscurer.Hide,
        WithRawPictures = request.WithRawPictures,
    };

    /// <summary>The room as moments spread over the clip show it, completed by the plate, and the clip's length in frames.</summary>
    private (RoomEstimate Room, long Length) Learn(Plate? plate, Action<long> progress, CancellationToken stop)
    {
        var exact = request.Matte is not null;
        using var moments = new ClipMoments(request, plate, _time, withShield: !exact);
        using var learner = new RoomLearner(moments.Size.Width, moments.Size.Height, exact);
        var step = Math.Max(1, moments.Promised / RoomLearner.MaxSamples);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            progress(moments.Number);
            if (moments.Number % step != 0 || learner.Samples == RoomLearner.MaxSamples)
            {
                if (moments.Skip())
                {
                    continue;
                }

                break;
            }

            if (moments.Next() is not { } moment)
            {
                break;
            }

            using var hidden = moment.Matte is { } matte ? Masks.RoomOf(matte) : RoomLearner.Hidden(moment.Raw, moment.Output);
            learner.Add(moment.Raw, hidden);
        }

        var room = learner.Learn();
        if (plate is not null)
        {
            // What the clip never uncovers.
            using var captured = RoomEstimate.From(plate);
            room.Complete(captured);
        }

        return (room, moments.Number);
    }
}
