using OpenCvSharp;
using StreamShield.Audit.Clips;
using StreamShield.Audit.Measures;
using StreamShield.Audit.Results;
using StreamShield.Audit.Truth;
using StreamShield.Core.Registration;

namespace StreamShield.Audit.Live;

/// <summary>
/// Measures moments as they come. With a captured plate it starts with the first one. Without, it keeps moments spread over the first part of the check, learns
/// the room from what they hide, measures them, and then measures all that follow. Not thread-safe; owns the moments it keeps.
/// </summary>
internal sealed class LiveMeasurer : IDisposable
{
    /// <summary>Maximum memory for kept moments, in bytes.</summary>
    private const long MaxKeptBytes = 160_000_000;

    /// <summary>Minimum share of the picture that counts as a visible person.</summary>
    private const double MinShown = 0.01;

    private const byte Half = 128;

    private readonly LiveMoments _moments;
    private readonly TimeSpan _learnFor;
    private readonly TimeProvider _time;
    private readonly bool _withRawPictures;
    private readonly List<LiveMoment> _kept = [];
    private readonly int _maxKept;
    private readonly Mat _output = new();
    private readonly Mat _mask = new();
    private readonly Mat _background = new();
    private readonly Mat _person = new();
    private LiveMoment? _free;
    private KnownRoom? _room;
    private ClipAudit? _audit;
    private long? _first;
    private long _lastKept;
    private long _measured;
    private long _withStreamer;
    private double _judged;
    private double _brightness;
    private RoomShift? _shift;

    /// <summary>Creates a measurer.</summary>
    /// <param name="moments">The source of moments.</param>
    /// <param name="learnFor">How long to learn the room before measuring if there is no plate.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="withRawPictures">True to include raw pictures of the room in the result.</param>
    public LiveMeasurer(LiveMoments moments, TimeSpan learnFor, TimeProvider time, bool withRawPictures = false)
    {
        _moments = moments;
        _learnFor = learnFor;
        _time = time;
        _withRawPictures = withRawPictures;
        _maxKept = (int)Math.Clamp(MaxKeptBytes / (moments.Size.Pixels * 9L), RoomLearner.MinForStill, RoomLearner.MaxSamples);
    }

    /// <summary>Waits for the next moment, which the caller must hand to <see cref="Take"/>; null at the end.</summary>
    /// <param name="stop">Cancels the wait.</param>
    public LiveMoment? Next(CancellationToken stop) => _moments.Next(ref _free, stop);

    /// <summary>Measures a moment, or keeps it to learn from.</summary>
    /// <param name="moment">The moment; this object takes ownership.</param>
    /// <param name="stop">Cancels the work.</param>
    public void Take(LiveMoment moment, CancellationToken stop)
    {
        _first ??= moment.CapturedAt;
        if (_room is null && _moments.Plate is { } plate)
        {
            Begin(new KnownRoom(plate));
        }

        if (_room is not null)
        {
            Measure(moment);
            _free = moment;
            return;
        }

        if (IsDue(moment))
        {
            _lastKept = moment.CapturedAt;
            _kept.Add(moment);
        }
        else
        {
            _free = moment;
        }

        if (_time.GetElapsedTime(_first.Value, moment.CapturedAt) >= _learnFor)
        {
            Learn(stop);
        }
    }

    /// <summary>Runs the attacks on what was measured.</summary>
    /// <returns>The result is null if no moment was measured.</returns>
    public (AuditResult? Result, LiveEvidence Evidence) Finish(Action<int, int> progress, CancellationToken stop)
    {
        if (_room is null && _kept.Count > 0)
        {
            Learn(stop);
        }

        var result = _measured == 0 ? null : _audit!.Finish(_room!.Estimate, _shift, progress, stop);
        var measured = Math.Max(1, _measured);
        return (result, new LiveEvidence(
            _measured, (double)_withStreamer / measured, _judged / measured, _brightness / measured, _moments.Plate is not null, _moments.Settings?.Effect ?? "", _moments.Changed, _moments.Failure));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _kept.ForEach(moment => moment.Dispose());
        _free?.Dispose();
        _room?.Dispose();
        _audit?.Dispose();
        _output.Dispose();
        _mask.Dispose();
        _background.Dispose();
        _person.Dispose();
    }

    /// <summary>Spreads the kept moments evenly over the learning time.</summary>
    private bool IsDue(LiveMoment moment) =>
        _kept.Count == 0 || (_kept.Count < _maxKept && _time.GetElapsedTime(_lastKept, moment.CapturedAt) >= _learnFor / _maxKept);

    private void Begin(KnownRoom room)
    {
        var settings = _moments.Settings!;
        _room = room;
        var options = new AuditOptions { Clip = "your live picture", Effect = $"{settings.Effect} {settings.Strength}", WithRawPictures = _withRawPictures };
        _audit = new ClipAudit(options, _moments.Size.Width, _moments.Size.Height);
    }

    private void Learn(CancellationToken stop)
    {
        using (var learner = new RoomLearner(_moments.Size.Width, _moments.Size.Height))
        {
            foreach (var moment in _kept)
            {
                Cv2.Compare(moment.Alpha, Scalar.All(0), _mask, CmpTypes.EQ);
                learner.Add(moment.Raw, _mask);
            }

            Begin(new KnownRoom(learner.Learn()));
        }

        while (_kept.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            using var moment = _kept[^1];
            _kept.RemoveAt(_kept.Count - 1);
            Measure(moment);
        }
    }

    private void Measure(LiveMoment moment)
    {
        _room!.MoveTo(moment.Shift);
        _room.Finder.Find(moment.Raw, _background, _person);
        moment.Decode(_output);
        _audit!.Add(moment.Raw, _output, _background, _person);
        _measured++;
        _shift = moment.Shift;
        Cv2.Compare(moment.Alpha, Scalar.All(0), _mask, CmpTypes.EQ);
        var hidden = Cv2.CountNonZero(_mask);
        Cv2.BitwiseAnd(_mask, _background, _mask);
        _judged += hidden == 0 ? 1 : (double)Cv2.CountNonZero(_mask) / hidden;
        Cv2.Compare(moment.Alpha, Scalar.All(Half), _mask, CmpTypes.GE);
        _withStreamer += Cv2.CountNonZero(_mask) >= MinShown * _mask.Total() ? 1 : 0;
        var mean = Cv2.Mean(moment.Raw);
        _brightness += (mean.Val0 + mean.Val1 + mean.Val2) / 3;
    }
}
