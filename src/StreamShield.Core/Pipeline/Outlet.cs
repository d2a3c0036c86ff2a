namespace StreamShield.Core;

/// <summary>
/// Where safe pictures wait for the sinks. The shield thread publishes here, each sink's pump copies from here at its own pace. Whoever asks gets the slate
/// unless a shielded picture younger than <see cref="MaxAge"/> is there: this is the watchdog, and it needs no thread of its own.
/// </summary>
public sealed class Outlet : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<AutoResetEvent> _listeners = [];
    private readonly TimeProvider _time;
    private readonly Slate _slate;
    private readonly ShieldedFrame _stale;
    private readonly ShieldedFrame _panicked;
    private readonly ShieldedFrame _reasoned;
    private ShieldedFrame _front;
    private ShieldedFrame _back;
    private bool _live;
    private long _publishedAt;
    private long _version;
    private volatile bool _panic;
    private bool _ended;
    private SlateReason _shown;

    /// <summary>An outlet that shows the slate.</summary>
    /// <param name="size">Size of all pictures.</param>
    /// <param name="time">The session's clock.</param>
    public Outlet(FrameSize size, TimeProvider? time = null)
    {
        Size = size;
        _time = time ?? TimeProvider.System;
        _slate = new Slate(size);
        _front = new ShieldedFrame(size);
        _back = new ShieldedFrame(size);
        _stale = _slate.Make(SlateReason.NoPictures);
        _panicked = _slate.Make(SlateReason.Panic);
        _reasoned = _slate.Make(SlateReason.Starting);
        _shown = SlateReason.Starting;
    }

    /// <summary>Size of all pictures.</summary>
    public FrameSize Size { get; }

    /// <summary>How long a picture may be shown; then the slate.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Rises with every change of what is shown.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The panic button: while set, every reader gets the slate at once, whatever the shield thread does.</summary>
    public bool Panic
    {
        get => _panic;
        set
        {
            _panic = value;
            Announce();
        }
    }

    /// <summary>True while readers get a shielded picture and not the slate. Changes with time as well, so ask each time.</summary>
    public bool ShowsPicture
    {
        get
        {
            lock (_gate)
            {
                return _live && !_panic && !_ended && _time.GetElapsedTime(_publishedAt) <= MaxAge;
            }
        }
    }

    /// <summary>The picture that the shield thread fills next; belongs to that thread until <see cref="Publish"/>.</summary>
    public ShieldedFrame Back => _back;

    /// <summary>Shows <see cref="Back"/>, called after every stage has succeeded.</summary>
    /// <exception cref="InvalidOperationException">The picture is not stamped: it was never composed to the end.</exception>
    public void Publish()
    {
        if (_back.IsSlate)
        {
            throw new InvalidOperationException("A picture that was not composed to its end cannot be published.");
        }

        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            (_front, _back) = (_back, _front);
            _publishedAt = _time.GetTimestamp();
            _live = true;
        }

        Announce();
    }

    /// <summary>Shows the slate until the next <see cref="Publish"/>.</summary>
    public void ShowSlate(SlateReason reason)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            if (_shown != reason)
            {
                // First hide, then draw: drawing may take a while or fail.
                _live = false;
                _slate.Draw(reason, _reasoned);
                _shown = reason;
            }
            else if (!_live)
            {
                return;
            }

            _live = false;
        }

        Announce();
    }

    /// <summary>Shows the slate for good: whatever a late thread still publishes or says is not heard any more.</summary>
    public void End()
    {
        ShowSlate(SlateReason.Stopping);
        lock (_gate)
        {
            _ended = true;
            _live = false;
        }

        Announce();
    }

    /// <summary>Copies what is to be shown now.</summary>
    public void CopyTo(ShieldedFrame destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        lock (_gate)
        {
            var shown = _panic && !_ended ? _panicked
                : !_live ? _reasoned
                : _time.GetElapsedTime(_publishedAt) > MaxAge ? _stale
                : _front;
            shown.CopyTo(destination);
        }
    }

    /// <summary>Copies the slate of the panic button, whatever is to be shown: for a sink that is switched off.</summary>
    public void CopyPausedTo(ShieldedFrame destination)
    {
        lock (_gate)
        {
            (_ended ? _reasoned : _panicked).CopyTo(destination);
        }
    }

    /// <summary>Sets <paramref name="listener"/> whenever something new is to be shown.</summary>
    public void Listen(AutoResetEvent listener)
    {
        lock (_gate)
        {
            _listeners.Add(listener);
        }
    }

    /// <summary>Ends what <see cref="Listen"/> began.</summary>
    public void Unlisten(AutoResetEvent listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _front.Dispose();
            _back.Dispose();
            _stale.Dispose();
            _panicked.Dispose();
            _reasoned.Dispose();
        }
    }

    private void Announce()
    {
        Interlocked.Increment(ref _version);
        lock (_gate)
        {
            foreach (var listener in _listeners)
            {
                listener.Set();
            }
        }
    }
}
