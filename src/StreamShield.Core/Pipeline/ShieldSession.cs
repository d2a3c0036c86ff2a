using System.Diagnostics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Settings;

namespace StreamShield.Core.Pipeline;

/// <summary>A whole live run: source, shield, outlet and sinks with their threads. Owns these parts, and starts and stops them in order.</summary>
public sealed class ShieldSession : IDisposable
{
    /// <summary>Time to wait at the end for everything that may hang, together.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly FramePool _pool;
    private readonly LatestFrame _latest = new();
    private readonly List<SinkPump> _pumps = [];
    private bool _disposed;

    /// <summary>Creates a session without starting it. Every reader of <see cref="Outlet"/> gets the slate.</summary>
    /// <param name="size">The fixed size of all pictures.</param>
    /// <param name="framesPerSecond">The steady rate of the sinks.</param>
    /// <param name="source">Owned by the session.</param>
    /// <param name="openSegmenter">Opens the model. Called on the shield thread.</param>
    /// <param name="settings">The first settings.</param>
    /// <param name="time">The clock.</param>
    /// <param name="button">The panic button, which outlives the session; null for one of its own.</param>
    public ShieldSession(FrameSize size, double framesPerSecond, ISource source, Func<ISegmenter> openSegmenter, ShieldSettings settings, TimeProvider? time = null, PanicButton? button = null)
    {
        FramesPerSecond = framesPerSecond;
        _pool = new FramePool(size);
        Outlet = new Outlet(size, time, button);
        Capture = new CaptureLoop(source, _pool, _latest, time) { MinInterval = TimeSpan.FromSeconds(0.7 / framesPerSecond) };
        Pipeline = new ShieldPipeline(_latest, Outlet, openSegmenter, settings, () => Capture.Trouble, time) { Label = () => Capture.Label };
        Time = time ?? TimeProvider.System;
    }

    /// <summary>The steady rate of the sinks.</summary>
    public double FramesPerSecond { get; }

    /// <summary>The session's clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Holds the pictures for the sinks, and the panic button.</summary>
    public Outlet Outlet { get; }

    /// <summary>The loop of the capture thread.</summary>
    public CaptureLoop Capture { get; }

    /// <summary>The work of the shield thread.</summary>
    public ShieldPipeline Pipeline { get; }

    /// <summary>The pumps of the sinks.</summary>
    public IReadOnlyList<SinkPump> Pumps => _pumps;

    /// <summary>True while the streamer has switched every output to the slate. Does not allocate.</summary>
    public bool AllOutputsAreOff
    {
        get
        {
            var hasOutputs = false;
            foreach (var pump in _pumps)
            {
                if (pump is { IsForViewers: true, On: true })
                {
                    return false;
                }

                hasOutputs |= pump.IsForViewers;
            }

            return hasOutputs;
        }
    }

    /// <summary>Counts since the start.</summary>
    public ShieldCounters Counters => Pipeline.Counters with { Captured = Capture.Captured };

    /// <summary>Adds a sink, which the session then owns. Call it before <see cref="Start"/>.</summary>
    public void Add(ISink sink) => _pumps.Add(new SinkPump(sink, Outlet, FramesPerSecond, Time));

    /// <summary>Starts the sinks first (they show the slate), then the shield, then the camera.</summary>
    public void Start()
    {
        foreach (var pump in _pumps)
        {
            pump.Start();
        }

        Pipeline.Start();
        Capture.Start();
    }

    /// <summary>Continues with another source, model or profile: a new shield that, at the same camera with the same zones, knows only whom to follow and
    /// where the camera stood. When the source changes, the slate is shown from now on, and no frame of the old source is shown under the new settings.</summary>
    /// <param name="settings">The new settings.</param>
    /// <param name="openSegmenter">Opens the model. Called on the shield thread.</param>
    /// <param name="source">Owned by the session; null keeps the current source.</param>
    /// <exception cref="ShieldException">The settings are out of range. Nothing has changed, and the caller still owns the source.</exception>
    public void Change(ShieldSettings settings, Func<ISegmenter> openSegmenter, ISource? source = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        if (source is null)
        {
            var isSameRoom = settings.Zones.SequenceEqual(Pipeline.Wanted.Zones);
            Pipeline.Apply(settings);
            Pipeline.UseModel(openSegmenter, isSameRoom);
            return;
        }

        var cover = new Cover(SlateReason.Starting, $"{source.Name} is being opened.");
        Outlet.Cover(cover);
        Pipeline.Apply(settings);
        Pipeline.UseModel(openSegmenter, isSameRoom: false);
        Capture.Switch(source, oldFrames => Outlet.Uncover(oldFrames, cover));
    }

    /// <summary>Leaves every sink showing the slate, stops everything and frees it. Whatever hangs is abandoned after a moment and frees what it
    /// holds when it returns.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        // Ask all to stop first and wait for them together, so that several that hang take no longer than one.
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

        // A shield thread or sink that hangs may still use the outlet, so it is not freed then.
        if (Pipeline.HasEnded && _pumps.TrueForAll(pump => pump.HasEnded))
        {
            Outlet.Dispose();
        }
    }
}
