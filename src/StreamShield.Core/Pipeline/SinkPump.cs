using StreamShield.Core.Frames;
using StreamShield.Core.Threading;

namespace StreamShield.Core.Pipeline;

/// <summary>Feeds one sink at a steady rate: every new picture at once, the last one again when none comes in time, and the slate when the outlet
/// says so. A sink that fails is tried again after a second and never disturbs the others.</summary>
public sealed class SinkPump : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ISink _sink;
    private readonly Outlet _outlet;
    private readonly TimeProvider _time;
    private readonly TimeSpan _period;
    private readonly ShieldedFrame _picture;
    private readonly SteppedThread _thread;
    private volatile bool _on = true;
    private long _lastWrite;
    private long _lastVersion = -1;
    private bool _hidden;
    private bool _triedToHide;
    private long _written;
    private string _trouble = "";

    /// <summary>Creates a pump without starting it.</summary>
    /// <param name="sink">Owned by the pump.</param>
    /// <param name="outlet">Provides the pictures.</param>
    /// <param name="framesPerSecond">The steady rate, 1..240.</param>
    /// <param name="time">The session's clock.</param>
    public SinkPump(ISink sink, Outlet outlet, double framesPerSecond, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(sink);
        ArgumentNullException.ThrowIfNull(outlet);
        ArgumentOutOfRangeException.ThrowIfLessThan(framesPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(framesPerSecond, 240);
        _sink = sink;
        _outlet = outlet;
        _time = time ?? TimeProvider.System;
        _period = TimeSpan.FromSeconds(1 / framesPerSecond);
        _picture = new ShieldedFrame(outlet.Size);
        _thread = new SteppedThread($"sink {sink.Name}", Step, Free, Finish) { IsUrgent = true };
        _outlet.Listen(_thread.Wake);
    }

    /// <summary>The sink's name.</summary>
    public string Name => _sink.Name;

    /// <summary>False for a sink that nobody watches.</summary>
    public bool IsForViewers => _sink.IsForViewers;

    /// <summary>Number of pictures written.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>The current failure of the sink in one sentence; empty when there is none.</summary>
    public string Trouble => Volatile.Read(ref _trouble);

    /// <summary>False to show the slate on this sink only. Thread-safe.</summary>
    public bool On
    {
        get => _on;
        set
        {
            _on = value;
            _thread.Wake.Set();
        }
    }

    /// <summary>Writes a picture when one is due. The slate of the panic button is always due (law 8).</summary>
    /// <returns>Time until the next picture is due if no new one comes.</returns>
    public TimeSpan Step()
    {
        var version = _outlet.Version;
        var since = _lastVersion < 0 ? TimeSpan.MaxValue : _time.GetElapsedTime(_lastWrite);
        var wait = _outlet.Panic && !_hidden ? (_triedToHide ? _period : TimeSpan.Zero)
            : _trouble.Length > 0 ? RetryAfter
            : version != _lastVersion ? _period * 0.6
            : _period * 1.2;
        if (since < wait)
        {
            return wait - since;
        }

        Write(version);
        return _period * 1.2;
    }

    /// <summary>Starts the pump's thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>False while the thread runs, which includes a sink that still hangs after the stop.</summary>
    public bool HasEnded => !_thread.IsAlive;

    /// <summary>Asks the thread to show the slate and end. Returns at once.</summary>
    public void RequestStop() => _thread.RequestStop();

    /// <inheritdoc/>
    public void Dispose() => Stop(TimeSpan.FromSeconds(3));

    /// <summary>Stops the thread, writes the slate as the last picture, completes and disposes the sink. A sink that hangs is abandoned and disposed
    /// when it returns.</summary>
    /// <param name="patience">How long to wait for the thread.</param>
    public void Stop(TimeSpan patience)
    {
        _outlet.Unlisten(_thread.Wake);
        _thread.Stop(patience);
    }

    private void Finish()
    {
        try
        {
            _outlet.ShowSlate(SlateReason.Stopping);
            _outlet.CopyTo(_picture);
            _sink.Write(_picture);
            _sink.Complete();
        }
        catch (Exception e)
        {
            Volatile.Write(ref _trouble, e.Message);
        }
    }

    private void Free()
    {
        _sink.Dispose();
        _picture.Dispose();
    }

    private void Take()
    {
        if (_on)
        {
            _outlet.CopyTo(_picture);
        }
        else
        {
            _outlet.CopyPausedTo(_picture);
        }
    }

    private void Write(long version)
    {
        var hides = _outlet.Panic;
        (_hidden, _triedToHide) = (_hidden && hides, hides);
        try
        {
            Take();
            _sink.Write(_picture);
            _hidden = hides;
            _written++;
            if (_trouble.Length > 0)
            {
                Volatile.Write(ref _trouble, "");
            }
        }
        catch (Exception e)
        {
            Volatile.Write(ref _trouble, e.Message);
        }

        _lastVersion = version;
        _lastWrite = _time.GetTimestamp();
    }
}
