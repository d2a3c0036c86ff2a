using OpenCvSharp;
using StreamShield.Audit.Attacks;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Results;
using StreamShield.Audit.Truth;
using StreamShield.Core.Registration;

namespace StreamShield.Audit.Clips;

/// <summary>
/// Runs all attacks on one clip or session: gets raw and shielded frames one by one, then computes the result. Keeps a bounded number of output frames and no
/// raw ones. Owns its buffers; not thread-safe.
/// </summary>
public sealed class ClipAudit : IDisposable
{
    private static readonly IReconstruction[] Reconstructions = [new ResidueOfMatte(), new BackgroundBuster(), new AggregatedLeaks()];

    private const int WorstShown = 3;

    private readonly AuditOptions _options;
    private readonly int _width;
    private readonly int _height;
    private readonly LeakMeter _leak;
    private readonly ShownMeter _kept = new();
    private readonly LineUp _lineUp = new();
    private readonly Attacks.SuperResolution _average;
    private readonly Recording _recording = new();
    private readonly Mat _hidden = new();
    private readonly Mat _mask = new();
    private readonly int _averageStep;
    private long _frames;

    /// <summary>Creates an audit that has seen no frames.</summary>
    /// <param name="options">What is known besides the frames.</param>
    /// <param name="width">Width of all frames in pixels.</param>
    /// <param name="height">Height of all frames in pixels.</param>
    /// <param name="averageStep">Average only every n-th frame; 1 for all.</param>
    public ClipAudit(AuditOptions options, int width, int height, int averageStep = 1)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(averageStep, 1);
        _options = options;
        _width = width;
        _height = height;
        _averageStep = averageStep;
        _leak = new LeakMeter(width, height);
        _average = new Attacks.SuperResolution(width, height);
    }

    /// <summary>Adds one frame. The pictures are only read during the call.</summary>
    /// <param name="raw">What the camera captured, BGR.</param>
    /// <param name="output">What was shown, BGR.</param>
    /// <param name="background">255 where the raw pixel is certainly room.</param>
    /// <param name="person">Alpha of the streamer, or 255 wherever the streamer might be.</param>
    /// <returns>Share of the frame's textured background cells that leak, 0..1.</returns>
    public double Add(Mat raw, Mat output, Mat background, Mat person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var share = _leak.Add(raw, output, background);
        _kept.Add(raw, output, person);
        Cv2.Compare(person, Scalar.All(0), _hidden, CmpTypes.EQ);
        _lineUp.Add(output, _hidden);
        Cv2.BitwiseNot(_hidden, _mask);
        _recording.Offer(output, _mask, share);
        if (_frames % _averageStep == 0)
        {
            _average.Add(output, _mask);
        }

        _frames++;
        return share;
    }

    /// <summary>Runs the attacks on the frames added so far.</summary>
    /// <param name="room">The room as far as it is known.</param>
    /// <param name="shift">Movement of the camera since the plate was captured: zones are suggested in the plate's picture, which they follow.</param>
    /// <param name="progress">Called with the number of finished steps and the total.</param>
    /// <param name="stop">Cancels the attacks.</param>
    /// <exception cref="InvalidOperationException">No frame was added.</exception>
    /// <exception cref="OperationCanceledException">The audit was cancelled.</exception>
    public AuditResult Finish(RoomEstimate room, RoomShift? shift = null, Action<int, int>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(room);
        if (_frames == 0)
        {
            throw new InvalidOperationException("An audit needs at least one frame.");
        }

        var steps = new Steps(Reconstructions.Length + 2 + _options.Candidates.Count, progress, stop);
        using var photo = AttackersPhoto.Of(room.Picture);
        using var matcher = new RoomMatcher(photo);
        var worst = _recording.Leaking.Take(WorstShown).ToList();
        var match = worst.Select(one => one.Frame.Output).Append(_leak.Assembled).Max(matcher.Inliers);
        steps.Done();
        var judge = new AttackJudge(room, matcher);
        var attacks = new List<(AttackFigures Figures, AuditPicture Picture)>();
        using var layer = HiddenLayer.Guess(_recording.Frames);
        foreach (var attack in Reconstructions)
        {
            using var rebuilt = attack.Rebuild(_recording.Frames, layer);
            attacks.Add(judge.Judge(attack.Name, attack.Idea, rebuilt));
            steps.Done();
        }

        attacks.Add(Restore(judge));
        steps.Done();
        var (rank, knownBlur) = RunLineUp(photo, steps);
        var ranks = new[] { rank, knownBlur }.Where(one => one is not null).ToList();
        var bestMatch = attacks.Max(attack => attack.Figures.Match);
        var zones = LeakMap.Zones(_leak, _width, _height);
        var (verdict, words) = VerdictText.Judge(_leak.Worst, _leak.RecoveredOnce, attacks.Max(attack => attack.Figures.Cells), Math.Max(match, bestMatch), ranks.Min(), _options.Candidates.Count + 1, _leak.Judged, zones.Count);
        using var map = LeakMap.Draw(_leak, layer, zones);
        var figures = new AuditFigures
        {
            Clip = _options.Clip,
            Effect = _options.Effect,
            Frames = _frames,
            ExactMatte = _options.ExactMatte,
            RoomKnown = room.KnownShare,
            Leak = _leak.Mean,
            LeakWorst = _leak.Worst,
            WorstFrames = [.. worst.Select(one => one.Number)],
            Recovered = _leak.Recovered,
            RecoveredOnce = _leak.RecoveredOnce,
            Match = match,
            Kept = double.IsNaN(_kept.Share) ? null : _kept.Share,
            Candidates = rank is null ? 0 : _options.Candidates.Count + 1,
            LineUpRank = rank,
            KnownBlurRank = knownBlur,
            Attacks = [.. attacks.Select(attack => attack.Figures)],
            Verdict = verdict,
            Words = words,
        };
        return new AuditResult(
            figures,
            shift is { } moved ? [.. zones.Select(zone => LeakMap.OnPlate(zone, moved))] : zones,
            Jpeg.Of("Where it leaks: yellow seldom, red often; white frames are suggested hide-zones", map),
            Jpeg.Of("All leaked places put together", _leak.Assembled),
            [.. worst.Select(one => Jpeg.Of($"Output, picture {one.Number}: {one.Frame.Share * 100:0.00} % of the room", one.Frame.Output))],
            [.. attacks.Select(attack => attack.Picture)],
            _options.WithRawPictures ? [Jpeg.Of("The room as the audit knows it", room.Picture, isRaw: true)] : []);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _leak.Dispose();
        _kept.Dispose();
        _average.Dispose();
        _recording.Dispose();
        _hidden.Dispose();
        _mask.Dispose();
    }

    /// <summary>Averages over time, then undoes blurs of several widths; the best result counts.</summary>
    private (AttackFigures Figures, AuditPicture Picture) Restore(AttackJudge judge)
    {
        const string Name = "Temporal super-resolution";
        const string Idea = "Aligns and averages the hidden parts of many frames and deconvolves the average with Gaussians of several widths; the best one counts.";
        using var average = _average.Average();
        var best = judge.Judge(Name, Idea, average);
        foreach (var sigma in Attacks.SuperResolution.Sigmas)
        {
            using var restored = Attacks.SuperResolution.Deconvolve(average, sigma);
            var attempt = judge.Judge(Name, Idea, restored);
            if ((attempt.Figures.Match, attempt.Figures.Cells).CompareTo((best.Figures.Match, best.Figures.Cells)) > 0)
            {
                best = attempt;
            }
        }

        return best;
    }

    /// <summary>Rank of the true room among the candidates as they are, and when hidden by the same effect.</summary>
    private (double? Rank, double? KnownBlur) RunLineUp(Mat photo, Steps steps)
    {
        if (_options.Candidates.Count == 0)
        {
            return (null, null);
        }

        var plain = new List<double>();
        var blurred = new List<double>();
        using var hidden = new Mat();
        void Stand(Mat candidate)
        {
            plain.Add(_lineUp.Distance(candidate));
            if (_options.Obscure is not null)
            {
                _options.Obscure(candidate, hidden);
                blurred.Add(_lineUp.Distance(hidden));
            }
        }

        Stand(photo);
        foreach (var path in _options.Candidates)
        {
            using var candidate = CandidatePicture.Read(path, _width, _height);
            Stand(candidate);
            steps.Done();
        }

        return (LineUp.Rank(plain, 0), blurred.Count == 0 ? null : LineUp.Rank(blurred, 0));
    }
}
