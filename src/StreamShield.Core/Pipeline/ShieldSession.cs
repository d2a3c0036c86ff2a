using System.Diagnostics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Settings;

namespace StreamShield.Core.Pipeline;

/// <summary>A whole live run: source, shield, outlet and sinks with their threads. The parts do the work; this owns them and starts and stops them in order.</summary>
public sealed class ShieldSession : IDisposable
{
    /// <summary>For all that may hang at the end, together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly FramePool _pool;
    private readonly LatestFrame _latest = new();
    private readonly List<SinkPump> _pumps = [];
    private bool _disposed;

    /// <summary>A session, not yet running; every reader of <see cref="Outlet"/> sees the slate.</summary>
    /// <param name="size">Fixed size of all pictures.</param>
    /// <param name="framesPerSecond">Steady rate towards the sinks.</param>
    /// <param name="source">Becomes owned.</param>
    /// <param name="openSegmenter">Opens the model, on the shield thread.</param>
    /// <param name="settings">The first settings.</param>
    /// <param name="time">The clock.</param>
    public ShieldSession(FrameSize size, double framesPerSecond, ISource source, Func<ISegmenter> openSegmenter, ShieldSettings settings, TimeProvider? time = null)
    {
        FramesPerSecond = framesPerSecond;
        _pool = new FramePool(size);
        Outlet = new Outlet(size, time);
        Capture = new CaptureLoop(source, _pool, _latest, time) { MinInterval = TimeSpan.FromSeconds(0.7 / framesPerSecond) };
        Pipeline = new ShieldPipeline(_latest, Outlet, openSegmenter, settings, () => Capture.Trouble, time) { Label = () => Capture.Label };
        Time = time ?? TimeProvider.System;
    }

    /// <summary>Steady rate towards the sinks.</summary>
    public double FramesPerSecond { get; }

    /// <summary>The session's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Where pictures wait for the sinks; the panic button is here.</summary>
    public Outlet Outlet { get; }

    /// <summary>The capture thread's loop.</summary>
    public CaptureLoop Capture { get; }

    /// <summary>The shield thread's loop.</summary>
    public ShieldPipeline Pipeline { get; }

    /// <summary>The sinks' pumps.</summary>
    public IReadOnlyList<SinkPump> Pumps => _pumps;

    /// <summary>Counts since the start.</summary>
    public ShieldCounters Counters => Pipeline.Counters with { Captured = Capture.Captured };

    /// <summary>Adds a sink before <see cref="Start"/>; it becomes owned.</summary>
    public void Add(ISink sink) => _pumps.Add(new SinkPump(sink, Outlet, FramesPerSecond, Time));

    /// <summary>Starts sinks first (they show the slate), then the shield, then the camera.</summary>
    public void Start()
    {
        foreach (var pump in _pumps)
        {
            pump.Start();
        }

        Pipeline.Start();
        Capture.Start();
    }

    /// <summary>
    /// Goes on with another source, another model or another room: a new shield that knows nothing of what was before. Another source is covered by the slate from this
    /// moment on; no frame of the old one is seen under the new settings.
    /// </summary>
    /// <param name="settings">In force from now on.</param>
    /// <param name="openSegmenter">Opens the model, on the shield thread.</param>
    /// <param name="source">Becomes owned; null keeps the one there is.</param>
    /// <exception cref="ShieldException">The settings are out of range; nothing has changed, and the source stays the caller's.</exception>
    public void Change(ShieldSettings settings, Func<ISegmenter> openSegmenter, ISource? source = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        if (source is not null)
        {
            Outlet.Cover(new Cover(SlateReason.Starting, $"{source.Name} is being opened."));
        }

        Pipeline.Apply(settings);
        Pipeline.UseModel(openSegmenter);
        if (source is not null)
        {
            Capture.Switch(source, Outlet.Uncover);
        }
    }

    /// <summary>
    /// Leaves every sink on the slate, stops everything and frees it. Whatever hangs is left behind after a moment, and frees what it holds when it comes back.
    /// </summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        // All are asked first and waited for together: several that hang cost no more time than one.
        _disposed = true;
        Pipeline.RequestStop();
        _pumps.ForEach(pump => pump.RequestStop());
        Capture.RequestStop();
        var began = Stopwatch.GetTimestamp();
        TimeSpan Left() => Patience - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } left ? left : TimeSpan.Zero;
        _pumps.ForEach(pump => pump.Stop(Left()));
        Pipeline.Stop(Left());
        Capture.Stop(Left());
        _latest.Dispose();
        _pool.Dispose();

        // A shield thread or a sink that hangs may still use the outlet: then its memory is left to them.
        if (Pipeline.HasEnded && _pumps.TrueForAll(pump => pump.HasEnded))
        {
            Outlet.Dispose();
        }
    }
}
