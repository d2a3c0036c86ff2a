using StreamShield.App.Measuring;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.App.Live;

/// <summary>Looks at a running session. <see cref="Sample"/> works out the rates; <see cref="Now"/> may be called from any thread.</summary>
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

    /// <summary>Begins to measure.</summary>
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

    /// <summary>The sound now; null without.</summary>
    public Func<SoundStatus?> Sound { get; init; } = static () => null;

    /// <summary>One sentence when part of the streamer may be hidden, or less of the room is known than there should be; or empty. Asked while the picture is live.</summary>
    public Func<string> Trouble { get; init; } = static () => "";

    /// <summary>Works out rates over the last second; call it a few times per second from one thread.</summary>
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

    /// <summary>The state now, with the rates of the last sample.</summary>
    public LiveStatus Now()
    {
        var state = _session.Pipeline.State;
        var rates = Volatile.Read(ref _rates);
        var settings = _settings();
        var live = state.Status == ShieldStatus.Live;
        return new LiveStatus
        {
            Headline = StateText.Headline(state, _session.Capture.Label),
            Label = _session.Capture.Label,
            Live = live,
            State = state.Status.ToString(),
            Reason = live ? "" : state.Reason.ToString(),
            Detail = live ? Trouble() : state.Detail,
            FramesPerSecond = Math.Round(rates.FramesPerSecond, 1),
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

    private static TimeSpan Cpu() =>
        OperatingSystem.IsLinux() || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? Environment.CpuUsage.TotalTime : TimeSpan.Zero;

    private sealed record Rates(double FramesPerSecond, double CpuPercent, double PeakMemoryMb);
}
