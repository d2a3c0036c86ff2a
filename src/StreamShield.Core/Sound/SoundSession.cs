using StreamShield.Core.Frames;

namespace StreamShield.Core.Sound;

/// <summary>
/// The sound of a live run: microphone, <see cref="SoundShield"/>, output and their threads. Silent whenever the picture is hidden; as late as the picture. Either device may
/// be lost and comes back by itself.
/// </summary>
public sealed class SoundSession : IDisposable
{
    private readonly SoundSettings _settings;
    private readonly ISoundSource _source;
    private readonly ISoundSink _sink;
    private readonly Func<Audibility> _picture;
    private readonly Func<double> _pictureMs;
    private readonly SoundShield _shield;
    private readonly SoundLoop _hear;
    private readonly SoundLoop _speak;
    private readonly float[] _in = new float[SoundFormat.Block];
    private readonly float[] _out = new float[SoundFormat.Part];

    /// <summary>A session, not yet running.</summary>
    /// <param name="settings">What the streamer chose.</param>
    /// <param name="source">The microphone; becomes owned.</param>
    /// <param name="sink">The output; becomes owned.</param>
    /// <param name="picture">What the picture allows now; asked every 2.5 ms on the output's thread, so it answers at once.</param>
    /// <param name="pictureMs">The picture's way from capture to output in milliseconds, as measured.</param>
    /// <param name="time">The clock.</param>
    public SoundSession(SoundSettings settings, ISoundSource source, ISoundSink sink, Func<Audibility> picture, Func<double> pictureMs, TimeProvider? time = null)
    {
        _settings = settings;
        _source = source;
        _sink = sink;
        _picture = picture;
        _pictureMs = pictureMs;
        _shield = new SoundShield(settings, time);
        _hear = new SoundLoop(source, Hear, _shield.Break);
        _speak = new SoundLoop(sink, Speak, static () => { });
    }

    /// <summary>The sound now, from any thread.</summary>
    public SoundStatus Status
    {
        get
        {
            var reason = _shield.Reason;
            var delay = _source.LatencyMs + _shield.DelayMs + _sink.LatencyMs;
            return new SoundStatus
            {
                Microphone = _source.Name,
                Output = _sink.Name,
                BeforeDb = reason == MuteReason.Gap || _hear.Trouble.Length > 0 ? LevelMeter.Silence : Math.Round(_shield.Before.Decibels, 1),
                AfterDb = _speak.Trouble.Length > 0 ? LevelMeter.Silence : Math.Round(_shield.After.Decibels, 1),
                Muted = reason != MuteReason.None,
                Reason = reason,
                GateClosed = _shield.GateClosed,
                DelayMs = Math.Round(delay, 1),
                LateMs = Math.Round(Math.Max(0, delay - _pictureMs() - _settings.OffsetMs), 1),
                DriftPpm = Math.Round(_shield.DriftPpm, 1),
                Jumps = _shield.Jumps,
                Gaps = _shield.Gaps,
                Trouble = _hear.Trouble.Length > 0 ? _hear.Trouble : _speak.Trouble,
            };
        }
    }

    /// <summary>Opens the devices, each on its own thread.</summary>
    public void Start()
    {
        _speak.Start();
        _hear.Start();
    }

    /// <summary>Opens the microphone or takes one block of it; for tests instead of <see cref="Start"/>.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public TimeSpan StepHear() => _hear.Step();

    /// <summary>Opens the output or gives it one block.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public TimeSpan StepSpeak() => _speak.Step();

    /// <summary>Closes both devices; nothing is heard any more.</summary>
    public void Dispose()
    {
        _speak.Dispose();
        _hear.Dispose();
    }

    private void Hear()
    {
        if (!_source.Read(_in))
        {
            throw new ShieldException(SlateReason.SourceEnded, $"{_source.Name} has ended: no more sound comes from it.");
        }

        _shield.Hear(_in);
    }

    private void Speak()
    {
        var rest = _pictureMs() + _settings.OffsetMs - _source.LatencyMs - _shield.FilterMs - _sink.LatencyMs;
        _shield.Speak(_out, _picture(), rest);
        _sink.Write(_out);
    }
}
