using StreamShield.Core.Frames;

namespace StreamShield.Core.Sound;

/// <summary>The sound of a live run: microphone, <see cref="SoundShield"/>, output and their threads. Silent whenever the picture is hidden; delayed
/// like the picture. Either device may be lost and is opened again.</summary>
public sealed class SoundSession : IDisposable
{
    private readonly SoundSettings _settings;
    private readonly ISoundSource _source;
    private readonly ISoundSink _sink;
    private readonly Func<Audibility> _picture;
    private readonly Func<double> _pictureMs;
    private readonly SoundShield _shield;
    private readonly SoundLoop _captureLoop;
    private readonly SoundLoop _renderLoop;
    private readonly float[] _in = new float[SoundFormat.Block];
    private readonly float[] _out = new float[SoundFormat.Part];

    /// <summary>Creates a session without starting it.</summary>
    /// <param name="settings">The streamer's settings.</param>
    /// <param name="source">The microphone. Owned by the session.</param>
    /// <param name="sink">The output. Owned by the session.</param>
    /// <param name="picture">Returns what the picture allows now. Called every 2.5 ms on the output's thread, so it must return at once.</param>
    /// <param name="pictureMs">Returns the measured latency of the picture from capture to output, in milliseconds.</param>
    /// <param name="time">The clock.</param>
    public SoundSession(SoundSettings settings, ISoundSource source, ISoundSink sink, Func<Audibility> picture, Func<double> pictureMs, TimeProvider? time = null)
    {
        _settings = settings;
        _source = source;
        _sink = sink;
        _picture = picture;
        _pictureMs = pictureMs;
        _shield = new SoundShield(settings, time);
        _captureLoop = new SoundLoop(source, Capture, _shield.Break);
        _renderLoop = new SoundLoop(sink, Render, static () => { });
    }

    /// <summary>The current state of the sound. Thread-safe.</summary>
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
                BeforeDb = reason == MuteReason.Gap || _captureLoop.Trouble.Length > 0 ? LevelMeter.Silence : Math.Round(_shield.Before.Decibels, 1),
                AfterDb = _renderLoop.Trouble.Length > 0 ? LevelMeter.Silence : Math.Round(_shield.After.Decibels, 1),
                Muted = reason != MuteReason.None,
                Reason = reason,
                GateClosed = _shield.GateClosed,
                DelayMs = Math.Round(delay, 1),
                LateMs = Math.Round(Math.Max(0, delay - _pictureMs() - _settings.OffsetMs), 1),
                DriftPpm = Math.Round(_shield.DriftPpm, 1),
                Jumps = _shield.Jumps,
                Gaps = _shield.Gaps,
                Trouble = _captureLoop.Trouble.Length > 0 ? _captureLoop.Trouble : _renderLoop.Trouble,
            };
        }
    }

    /// <summary>Starts both threads, which open the devices.</summary>
    public void Start()
    {
        _renderLoop.Start();
        _captureLoop.Start();
    }

    /// <summary>Opens the microphone or captures one block. Used by tests instead of <see cref="Start"/>.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public TimeSpan StepCapture() => _captureLoop.Step();

    /// <summary>Opens the output or renders one part of a block. Used by tests instead of <see cref="Start"/>.</summary>
    /// <returns>How long to wait before the next step.</returns>
    public TimeSpan StepRender() => _renderLoop.Step();

    /// <summary>Closes both devices.</summary>
    public void Dispose()
    {
        _renderLoop.Dispose();
        _captureLoop.Dispose();
    }

    private void Capture()
    {
        if (!_source.Read(_in))
        {
            throw new ShieldException(SlateReason.SourceEnded, $"{_source.Name} has ended: no more sound comes from it.");
        }

        _shield.Capture(_in);
    }

    private void Render()
    {
        var rest = _pictureMs() + _settings.OffsetMs - _source.LatencyMs - _shield.FilterMs - _sink.LatencyMs;
        _shield.Render(_out, _picture(), rest);
        _sink.Write(_out);
    }
}
