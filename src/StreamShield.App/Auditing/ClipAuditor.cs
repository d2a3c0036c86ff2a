using StreamShield.App.Hosting;
using StreamShield.Audit.Clips;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Results;
using StreamShield.Audit.Truth;
using StreamShield.Core.Frames;
using StreamShield.Core.People;

namespace StreamShield.App.Auditing;

/// <summary>
/// Audits a recording in two passes: the first learns the room from moments spread over the clip; the second measures every frame while the next one is being
/// shielded. Then the attacks run. Raw pixels stay in memory, which is zeroed.
/// </summary>
internal sealed class ClipAuditor(AuditRequest request, Terminal terminal)
{
    private const int MaxAveraged = 300;

    private readonly TimeProvider _time = terminal.Time;

    /// <summary>Runs the audit.</summary>
    /// <param name="progress">Called with the number of finished steps and the total (0 if unknown).</param>
    /// <param name="stop">Cancels the audit.</param>
    /// <exception cref="ShieldException">A clip or the model cannot be used.</exception>
    /// <exception cref="UserException">The files do not belong together.</exception>
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
                if (!moment.IsSlate)
                {
                    masks.Compute(moment);
                    audit.Add(moment.Raw, moment.Output, masks.Background, masks.Person);
                }
            });
            progress(measured = moment.Number, all);
        }

        if (measured == 0)
        {
            throw new UserException($"The clip '{request.Raw}' holds no picture that can be decoded: check that it plays elsewhere, or record it again.");
        }

        var slates = moments.Slates;
        slates?.RefuseAll(measured, "there is nothing to audit");

        var result = audit.Finish(room, moments.Shift, (done, steps) => progress(Math.Min(all, measured + (candidates.Count * done / steps)), all), stop);
        return result with { Figures = result.Figures with { SlateFrames = slates?.Count ?? 0, Sound = SoundAudit.Of(request, stop), Seconds = Math.Round(_time.GetElapsedTime(began).TotalSeconds, 1) } };
    }

    /// <summary>Produces the next item on another thread while the current one is processed, and waits for both.</summary>
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

    /// <summary>Learns the room from moments spread over the clip, completed by the plate. Also returns the clip's length in frames.</summary>
    private (RoomEstimate Room, long Length) Learn(Plate? plate, Action<long> progress, CancellationToken stop)
    {
        var exact = request.Matte is not null;
        // Between moments so far apart nobody can be followed: whoever is hidden then would be learnt as the room.
        var settings = request.Settings is null ? null : request.Settings with { People = PeopleChoice.Everyone };
        using var moments = new ClipMoments(request with { Settings = settings }, plate, _time, withShield: !exact);
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

            if (moment.IsSlate)
            {
                continue;
            }

            using var hidden = moment.Matte is { } matte ? Masks.RoomOf(matte) : RoomLearner.Hidden(moment.Raw, moment.Output);
            learner.Add(moment.Raw, hidden);
        }

        var room = learner.Learn();
        if (plate is not null)
        {
            // Parts of the room that the clip never reveals.
            using var captured = RoomEstimate.From(plate);
            room.Complete(captured);
        }

        return (room, moments.Number);
    }
}
