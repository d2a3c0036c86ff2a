namespace StreamShield.Core.Sound;

/// <summary>
/// The sound's whole way between two devices, without threads of its own: hum scrub and gate on the microphone's clock, then a delay line that the output's clock reads from.
/// Fails closed: one number, the first trusted sample, keeps back everything that was captured while the picture was hidden, after a gap, or before the filters had settled; it
/// is never heard later either. <see cref="Hear"/> and <see cref="Break"/> belong to one thread, <see cref="Speak"/> to another; neither allocates.
/// </summary>
public sealed class SoundShield
{
    /// <summary>Least way through the delay line, in milliseconds: both sides work in blocks.</summary>
    public const double MinDelayMs = 25;

    /// <summary>Longest one.</summary>
    public const double MaxDelayMs = 2300;

    /// <summary>So long the scrub must hear before it knows the hum, one of an unusual frequency too.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan GapAfter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Hurried = TimeSpan.FromMilliseconds(3);
    private const float Loudest = 4;
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
    private long _heardAt;
    private long _spokenAt;
    private int _hurried;
    private long _trustedFrom;
    private MuteReason _distrust = MuteReason.Starting;
    private MuteReason _reason = MuteReason.Starting;
    private double _place;
    private double _delay;
    private double _wanted;
    private double _floorMs = MinDelayMs;
    private int _lost;
    private long _gaps;
    private long _jumps;

    /// <summary>A shield that is silent until it has heard enough.</summary>
    /// <param name="settings">Scrub, gate, what counts as away.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="random">Makes the scrub's noise; null for one that nobody can foresee.</param>
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

    /// <summary>Level of what comes in.</summary>
    public LevelMeter Before { get; } = new();

    /// <summary>Level of what goes out.</summary>
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

    /// <summary>From heard to spoken, filters included, in milliseconds.</summary>
    public double DelayMs => (Volatile.Read(ref _delay) * 1000 / SoundFormat.Rate) + FilterMs;

    /// <summary>The filters' part of it.</summary>
    public double FilterMs => _scrub is null ? 0 : HumScrub.DelayMs;

    /// <summary>The clocks' difference, see <see cref="DriftCorrector.Ppm"/>.</summary>
    public double DriftPpm => _drift.Ppm;

    /// <summary>Times that the microphone's sound broke off.</summary>
    public long Gaps => Volatile.Read(ref _gaps);

    /// <summary>Times that the reading side jumped.</summary>
    public long Jumps => Volatile.Read(ref _jumps);

    /// <summary>Takes a block of the microphone.</summary>
    /// <param name="block">One block; what is left in it is the scrubbed sound.</param>
    public void Hear(Span<float> block)
    {
        Tame(block, Loudest);
        Before.Look(block);
        _scrub?.Run(block);
        _pauses?.Run(block);
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (_line.Written > 0)
            {
                var since = _time.GetElapsedTime(_heardAt, now);
                if (since > GapAfter)
                {
                    _gaps++;
                    Distrust(_line.Written + _settleSamples, MuteReason.Gap);
                }

                // Many blocks at once are a backlog: sound of some time ago.
                _hurried = since < Hurried ? _hurried + 1 : 0;
                if (_hurried >= BacklogBlocks)
                {
                    Distrust(_line.Written + SoundFormat.Block, MuteReason.Gap);
                }
            }

            _line.Write(block);
            _heardAt = now;
        }
    }

    /// <summary>The microphone is lost; what it gives when it comes back has nothing to do with what it gave before.</summary>
    public void Break()
    {
        _scrub?.Clear();
        lock (_gate)
        {
            if (_line.Written > 0)
            {
                _gaps++;
            }

            Distrust(_line.Written + _settleSamples, MuteReason.Gap);
        }
    }

    /// <summary>Makes what the output takes next.</summary>
    /// <param name="block">Filled: at most <see cref="SoundFormat.Block"/> samples, live ones <see cref="SoundFormat.Part"/>.</param>
    /// <param name="picture">What the picture allows now.</param>
    /// <param name="delayMs">How long after it was heard sound is to be spoken, in milliseconds; what is below <see cref="MinDelayMs"/> is not possible.</param>
    public void Speak(Span<float> block, Audibility picture, double delayMs)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            if (_time.GetElapsedTime(_spokenAt, now) > GapAfter)
            {
                // The output was away: what waits for it is old.
                _mute.Shut();
            }

            _spokenAt = now;
            var since = _time.GetElapsedTime(_heardAt, now);
            var never = _line.Written == 0;
            // Where the microphone is now, between its blocks too.
            var heard = never ? 0 : _line.Written + (Math.Min(since.TotalSeconds, 1.5 * SoundFormat.BlockSeconds) * SoundFormat.Rate);
            if (picture != Audibility.Live && !(picture == Audibility.Away && _settings.AudibleWhenAway))
            {
                Distrust((long)Math.Ceiling(heard), picture == Audibility.Away ? MuteReason.Away : MuteReason.Hidden);
            }

            Want(delayMs);
            var open = Follow(block, heard, never || since > GapAfter);
            block.CopyTo(_last);
            _lastLength = block.Length;
            _mute.Run(block, open);
            Tame(block, 1);
            _reason = !_mute.IsMuted ? MuteReason.None : Why(picture, never, since > GapAfter);
        }

        After.Look(block);
    }

    /// <summary>Fills the block from its place in the line.</summary>
    /// <returns>True when it may be heard.</returns>
    private bool Follow(Span<float> block, double heard, bool gone)
    {
        var speed = 1.0;
        double? jump = null;
        if (_mute.IsMuted)
        {
            (_delay, _lost) = (_wanted, 0);
            _place = heard - _delay;
            _drift.Restart();
        }
        else
        {
            (speed, jump) = Steer(heard, block.Length);
        }

        if (gone || !_line.Holds(_place, block.Length, speed))
        {
            return RunDry(block);
        }

        var open = (jump ?? _place) >= _trustedFrom;
        _place = jump is { } target ? _line.ReadAcross(block, _place, target, speed) : _line.Read(block, _place, speed);
        return open;
    }

    /// <summary>Small differences are made up by the speed, large ones by a jump.</summary>
    private (double Speed, double? Jump) Steer(double heard, int samples)
    {
        var apart = _wanted - _delay;
        var error = heard - _place - _delay;
        _lost = Math.Abs(error) > SoundFormat.Samples(LostMs) ? _lost + samples : 0;
        if ((Math.Abs(apart) > SoundFormat.Samples(JumpMs) || _lost >= LostSamples) && _line.Holds(heard - _wanted, samples, 1))
        {
            (_delay, _lost) = (_wanted, 0);
            _drift.Restart();
            _jumps++;
            return (1, heard - _delay);
        }

        var move = Math.Clamp(apart, -Slide * samples, Slide * samples);
        _delay += move;
        return (_drift.Step(error, samples / (double)SoundFormat.Rate) - (move / samples), null);
    }

    /// <summary>Nothing is there to read: what was read last, turned round its end, joins on without a corner and fades; then silence.</summary>
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

    /// <summary>A device's broken numbers must not stay in the filters, and no output takes more than full scale.</summary>
    private static void Tame(Span<float> block, float loudest)
    {
        foreach (ref var sample in block)
        {
            sample = float.IsFinite(sample) ? Math.Clamp(sample, -loudest, loudest) : 0;
        }
    }

    private void Want(double delayMs)
    {
        var wanted = SoundFormat.Samples(Math.Clamp(double.IsFinite(delayMs) ? delayMs : 0, _floorMs, MaxDelayMs));
        if (Math.Abs(wanted - _wanted) > SoundFormat.Samples(HoldMs))
        {
            _wanted = wanted;
        }
    }

    private void Distrust(long until, MuteReason reason)
    {
        if (until > _trustedFrom)
        {
            _trustedFrom = until;
            _distrust = reason;
        }
    }

    private MuteReason Why(Audibility picture, bool never, bool gone) =>
        never ? MuteReason.Starting
        : gone ? MuteReason.Gap
        : picture == Audibility.Hidden ? MuteReason.Hidden
        : picture == Audibility.Away && !_settings.AudibleWhenAway ? MuteReason.Away
        : _distrust is MuteReason.Hidden or MuteReason.Away ? MuteReason.PassingOver
        : MuteReason.Settling;
}
