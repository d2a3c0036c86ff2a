using StreamShield.App.Measuring;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.App.Live;

/// <summary>Measures a running session. Call <see cref="Sample"/> from one thread; <see cref="Now"/> is thread-safe.</summary>
internal sealed class LiveMeter
{
    private static readonly TimeSpan MinWindow = TimeSpan.FromSeconds(1);

    private readonly ShieldSession _session;
    private readonly MeteredSink _metered;
    private readonly MjpegSink _stream;
    private readonly Func<ShieldSettings> _settings;
    private readonly TimeProvider _time;
    private long _windowStart;
    private long _shieldedAtStart;
    private TimeSpan _cpuAtStart;
    private Rates _rates = new(0, 0, 0);

    /// <summary>Starts measuring.</summary>
    public LiveMeter(ShieldSession session, MeteredSink metered, MjpegSink stream, Func<ShieldSettings> settings, TimeProvider time)
    {
        _session = session;
        _metered = metered;
        _stream = stream;
        _settings = settings;
        _time = time;
        _windowStart = time.GetTimestamp();
        _cpuAtStart = Cpu();
    }

    /// <summary>Status of the sound; null if there is none.</summary>
    public Func<SoundStatus?> Sound { get; init; } = static () => null;

    /// <summary>
    /// One sentence if part of the streamer may be hidden, or if less of the room is known than expected; otherwise empty. Called while the picture is live.
    /// </summary>
    public Func<string> Trouble { get; init; } = static () => "";

    /// <summary>Computes the rates over the last second. Call it a few times per second from one thread.</summary>
    public void Sample()
    {
        var elapsed = _time.GetElapsedTime(_windowStart);
        if (elapsed < MinWindow)
        {
            return;
        }

        var shielded = _session.Counters.Shielded;
        var cpu = Cpu();
        Volatile.Write(ref _rates, new Rates(
            (shielded - _shieldedAtStart) / elapsed.TotalSeconds, (cpu - _cpuAtStart) / elapsed * 100, PeakMemory.Megabytes()));
        _windowStart = _time.GetTimestamp();
        _shieldedAtStart = shielded;
        _cpuAtStart = cpu;
    }

    /// <summary>The current state, with the rates of the latest sample.</summary>
    public LiveStatus Now()
    {
        var state = ForViewers(_session.Pipeline.State);
        var rates = Volatile.Read(ref _rates);
        var settings = _settings();
        var live = state.Status == ShieldStatus.Live;
        return new LiveStatus
        {
            Headline = StateText.Headline(state, _session.Capture.Label),
            Label = _session.Capture.Label,
            Live = live,
            State = state.Status,
            Reason = live ? null : state.Reason,
            Detail = live ? Trouble() : state.Detail,
            Fps = Math.Round(rates.FramesPerSecond, 1),
            FramesPerSecond = _session.FramesPerSecond,
            CpuPercent = Math.Round(rates.CpuPercent, 1),
            LatencyMs = Math.Round(_metered.LatencyMs, 1),
            PeakMemoryMb = Math.Round(rates.PeakMemoryMb, 1),
            Clients = _stream.Clients,
            Size = _session.Outlet.Size.ToString(),
            Source = _session.Capture.Name,
            SourceFormat = _session.Capture.Format,
            Model = _session.Pipeline.ModelName,
            Effect = settings.Effect,
            Strength = settings.Strength,
            Counters = _session.Counters,
            Outputs = [.. _session.Pumps.Where(pump => pump.IsForViewers).Select(pump => new OutputStatus(pump.Name, pump.On, pump.Trouble))],
            Sound = Sound(),
            OutputTrouble = _session.Pumps.Select(pump => pump.Trouble).FirstOrDefault(trouble => trouble.Length > 0) ?? "",
        };
    }

    /// <summary>The shield may be live while nobody can see it.</summary>
    private ShieldState ForViewers(ShieldState state) => state.Status == ShieldStatus.Live && _session.AllOutputsAreOff
        ? new ShieldState(ShieldStatus.Slate, SlateReason.Panic, "Every output is switched off: switch one on under Setup.")
        : state;

    private static TimeSpan Cpu() =>
        OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? Environment.CpuUsage.TotalTime : TimeSpan.Zero;

    private sealed record Rates(double FramesPerSecond, double CpuPercent, double PeakMemoryMb);
}
