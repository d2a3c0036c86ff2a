namespace StreamShield.Core.Sound;

/// <summary>The sound path between two devices, without threads of its own: hum scrub and gate at the microphone's clock, then a delay line read at
/// the output's clock. Fails closed: one number, the first trusted sample, holds back everything captured while the picture was hidden, after a gap,
/// or before the filters had settled; that sound is never rendered later either. <see cref="Capture"/> and <see cref="Break"/> belong to one thread,
/// <see cref="Render"/> to another. Does not allocate.</summary>
public sealed class SoundShield
{
    /// <summary>Smallest delay of the delay line, in milliseconds; both sides work in blocks.</summary>
    public const double MinDelayMs = 25;

    /// <summary>Largest delay of the delay line, in milliseconds.</summary>
    public const double MaxDelayMs = 2300;

    /// <summary>How long the scrub must run before it knows the hum, even at an unusual frequency.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan GapAfter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Hurried = TimeSpan.FromMilliseconds(3);
    private const float MaxSample = 4;
    private const int BacklogBlocks = 6;
    private const double FloorStepMs = 5;
    private const double MaxFloorMs = 120;
    private const double HoldMs = 2;
    private const double JumpMs = 20;
    private const double LostMs = 8;
    private const int LostSamples = 10 * SoundFormat.Block;
    private const double Slide = 0.0015;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SoundSettings _settings;
    private readonly HumScrub? _scrub;
    private readonly SoundGate? _pauses;
    private readonly DelayLine _line = new();
    private readonly DriftCorrector _drift = new();
    private readonly MuteFade _mute = new();
    private readonly float[] _last = new float[SoundFormat.Block];
    private int _lastLength;
    private readonly long _settleSamples;
    private long _capturedAt;
    private long _renderedAt;
    private int _hurried;
    private long _trustedFrom;
    private MuteReason _heldBackFor = MuteReason.Starting;
    private MuteReason _reason = MuteReason.Starting;
    private double _place;
    private double _delay;
    private double _target;
    private double _floorMs = MinDelayMs;
    private int _lost;
    private long _gaps;
    private long _jumps;

    /// <summary>Creates a shield that is silent until it has captured enough sound.</summary>
    /// <param name="settings">Settings of scrub and gate, and what counts as away.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="random">Source of the scrub's noise; null for an unpredictably seeded one.</param>
    public SoundShield(SoundSettings settings, TimeProvider? time = null, Random? random = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        _settings = settings;
        _time = time ?? TimeProvider.System;
        _scrub = settings.Scrub ? new HumScrub(random) : null;
        _pauses = settings.Gate ? new SoundGate(settings.GateDb) : null;
        _settleSamples = (long)((settings.Scrub ? Settling : GapAfter).TotalSeconds * SoundFormat.Rate);
        _trustedFrom = _settleSamples;
    }

    /// <summary>Level of the captured sound.</summary>
    public LevelMeter Before { get; } = new();

    /// <summary>Level of the rendered sound.</summary>
    public LevelMeter After { get; } = new();

    /// <summary>Why the last block was silent; <see cref="MuteReason.None"/> when it was not.</summary>
    public MuteReason Reason
    {
        get
        {
            lock (_gate)
            {
                return _reason;
            }
        }
    }

    /// <summary>True while the gate is closed.</summary>
    public bool GateClosed => _pauses?.IsClosed ?? false;

    /// <summary>Delay from capture to render, filters included, in milliseconds.</summary>
    public double DelayMs => (Volatile.Read(ref _delay) * 1000 / SoundFormat.Rate) + FilterMs;

    /// <summary>The part of the delay caused by the filters, in milliseconds.</summary>
    public double FilterMs => _scrub is null ? 0 : HumScrub.DelayMs;

    /// <summary>Difference of the clocks in parts per million, see <see cref="DriftCorrector.Ppm"/>.</summary>
    public double DriftPpm => _drift.Ppm;

    /// <summary>Number of gaps in the captured sound.</summary>
    public long Gaps => Volatile.Read(ref _gaps);

    /// <summary>Number of jumps of the reading side.</summary>
    public long Jumps => Volatile.Read(ref _jumps);

    /// <summary>Takes one captured block.</summary>
    /// <param name="block">The block. It is filtered in place.</param>
    public void Capture(Span<float> block)
    {
        Limit(block, MaxSample);
        Before.Measure(block);
        _scrub?.Run(block);
        _pauses?.Run(block);
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (_line.Written > 0)
            {
                var since = _time.GetElapsedTime(_capturedAt, now);
                if (since > GapAfter)
                {
                    _gaps++;
                    HoldBack(_line.Written + _settleSamples, MuteReason.Gap);
                }

                // Many blocks in quick succession are a backlog, so the sound is old.
                _hurried = since < Hurried ? _hurried + 1 : 0;
                if (_hurried >= BacklogBlocks)
                {
                    HoldBack(_line.Written + SoundFormat.Block, MuteReason.Gap);
                }
            }

            _line.Write(block);
            _capturedAt = now;
        }
    }

    /// <summary>Records that the microphone was lost. What it delivers afterwards does not continue what came before.</summary>
    public void Break()
    {
        _scrub?.Clear();
        lock (_gate)
        {
            if (_line.Written > 0)
            {
                _gaps++;
            }

            HoldBack(_line.Written + _settleSamples, MuteReason.Gap);
        }
    }

    /// <summary>Renders the next part for the output.</summary>
    /// <param name="block">Receives at most <see cref="SoundFormat.Block"/> samples; in live use <see cref="SoundFormat.Part"/>.</param>
    /// <param name="picture">What the picture allows now.</param>
    /// <param name="delayMs">Requested delay from capture to render, in milliseconds. Values below <see cref="MinDelayMs"/> are raised to it.</param>
    public void Render(Span<float> block, Audibility picture, double delayMs)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (_time.GetElapsedTime(_renderedAt, now) > GapAfter)
            {
                // The output was gone, so the sound waiting for it is old.
                _mute.Shut();
            }

            _renderedAt = now;
            var since = _time.GetElapsedTime(_capturedAt, now);
            var never = _line.Written == 0;
            // Position of the microphone now, estimated between its blocks.
            var captured = never ? 0 : _line.Written + (Math.Min(since.TotalSeconds, 1.5 * SoundFormat.BlockSeconds) * SoundFormat.Rate);
            if (picture != Audibility.Live && !(picture == Audibility.Away && _settings.AudibleWhenAway))
            {
                HoldBack((long)Math.Ceiling(captured), picture == Audibility.Away ? MuteReason.Away : MuteReason.Hidden);
            }

            SetTarget(delayMs);
            var open = Follow(block, captured, never || since > GapAfter);
            block.CopyTo(_last);
            _lastLength = block.Length;
            _mute.Run(block, open);
            Limit(block, 1);
            _reason = !_mute.IsMuted ? MuteReason.None : Why(picture, never, since > GapAfter);
        }

        After.Measure(block);
    }

    /// <summary>Fills the block from the delay line.</summary>
    /// <returns>True when it may be heard.</returns>
    private bool Follow(Span<float> block, double captured, bool gone)
    {
        var speed = 1.0;
        double? jump = null;
        if (_mute.IsMuted)
        {
            (_delay, _lost) = (_target, 0);
            _place = captured - _delay;
            _drift.Restart();
        }
        else
        {
            (speed, jump) = Steer(captured, block.Length);
        }

        if (gone || !_line.Holds(_place, block.Length, speed))
        {
            return RunDry(block);
        }

        var open = (jump ?? _place) >= _trustedFrom;
        _place = jump is { } target ? _line.ReadAcross(block, _place, target, speed) : _line.Read(block, _place, speed);
        return open;
    }

    /// <summary>Corrects small differences by the speed, large ones by a jump.</summary>
    private (double Speed, double? Jump) Steer(double captured, int samples)
    {
        var apart = _target - _delay;
        var error = captured - _place - _delay;
        _lost = Math.Abs(error) > SoundFormat.Samples(LostMs) ? _lost + samples : 0;
        if ((Math.Abs(apart) > SoundFormat.Samples(JumpMs) || _lost >= LostSamples) && _line.Holds(captured - _target, samples, 1))
        {
            (_delay, _lost) = (_target, 0);
            _drift.Restart();
            _jumps++;
            return (1, captured - _delay);
        }

        var move = Math.Clamp(apart, -Slide * samples, Slide * samples);
        _delay += move;
        return (_drift.Step(error, samples / (double)SoundFormat.Rate) - (move / samples), null);
    }

    /// <summary>Handles an empty delay line: continues the last part mirrored at its end, which joins without a step, and fades it to
    /// silence.</summary>
    private bool RunDry(Span<float> block)
    {
        if (_mute.IsMuted)
        {
            block.Clear();
            return false;
        }

        var last = _last.AsSpan(0, _lastLength);
        for (var i = 0; i < block.Length; i++)
        {
            block[i] = i + 2 <= last.Length ? (2 * last[^1]) - last[^(i + 2)] : block[i - 1];
        }

        _floorMs = Math.Min(_floorMs + FloorStepMs, MaxFloorMs);
        _gaps++;
        return false;
    }

    /// <summary>Limits the samples. Invalid numbers from a device must not stay in the filters, and no output may exceed full scale.</summary>
    private static void Limit(Span<float> block, float max)
    {
        foreach (ref var sample in block)
        {
            sample = float.IsFinite(sample) ? Math.Clamp(sample, -max, max) : 0;
        }
    }

    private void SetTarget(double delayMs)
    {
        var target = SoundFormat.Samples(Math.Clamp(double.IsFinite(delayMs) ? delayMs : 0, _floorMs, MaxDelayMs));
        if (Math.Abs(target - _target) > SoundFormat.Samples(HoldMs))
        {
            _target = target;
        }
    }

    private void HoldBack(long until, MuteReason reason)
    {
        if (until > _trustedFrom)
        {
            _trustedFrom = until;
            _heldBackFor = reason;
        }
    }

    private MuteReason Why(Audibility picture, bool never, bool gone) =>
        never ? MuteReason.Starting
        : gone ? MuteReason.Gap
        : picture == Audibility.Hidden ? MuteReason.Hidden
        : picture == Audibility.Away && !_settings.AudibleWhenAway ? MuteReason.Away
        : _heldBackFor is MuteReason.Hidden or MuteReason.Away ? MuteReason.PassingOver
        : MuteReason.Settling;
}
