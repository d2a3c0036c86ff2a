using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>Holds the safe picture for the sinks. The shield thread publishes here, and each sink's pump copies from here at its own pace. A reader
/// gets the slate unless there is a shielded picture younger than <see cref="MaxAge"/>: this is the watchdog, and it needs no thread of its own.
/// Thread-safe.</summary>
public sealed class Outlet : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _drawing = new();
    private volatile AutoResetEvent[] _listeners = [];
    private readonly TimeProvider _time;
    private readonly Slate _slate;
    private readonly ShieldedFrame _stale;
    private readonly ShieldedFrame _panicked;
    private ShieldedFrame _reasoned;
    private ShieldedFrame _next;
    private ShieldedFrame _front;
    private ShieldedFrame _back;
    private bool _live;
    private long _publishedAt;
    private long _version;
    private volatile Cover? _cover;
    private long _oldFrames;
    private bool _ended;
    private SlateReason _shown;

    /// <summary>Creates an outlet that shows the slate.</summary>
    /// <param name="size">Size of all pictures.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="button">The panic button; null for one of its own.</param>
    public Outlet(FrameSize size, TimeProvider? time = null, PanicButton? button = null)
    {
        Size = size;
        Button = button ?? new PanicButton();
        _time = time ?? TimeProvider.System;
        _slate = new Slate(size);
        _front = new ShieldedFrame(size);
        _back = new ShieldedFrame(size);
        _stale = _slate.Make(SlateReason.NoPictures);
        _panicked = _slate.Make(SlateReason.Panic);
        _reasoned = _slate.Make(SlateReason.Starting);
        _next = new ShieldedFrame(size);
        _shown = SlateReason.Starting;
        Button.Changed += Announce;
    }

    /// <summary>Size of all pictures.</summary>
    public FrameSize Size { get; }

    /// <summary>Longest time for which a picture is shown. After it, the slate is.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Increases with every change of what is shown.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The panic button.</summary>
    public PanicButton Button { get; }

    /// <summary>True while the panic button is pressed: every reader gets the slate at once, whatever the shield thread does. Takes no lock.</summary>
    public bool Panic
    {
        get => Button.IsPressed;
        set => Button.IsPressed = value;
    }

    /// <summary>True while readers get a shielded picture rather than the slate. It also changes with time, so do not cache it.</summary>
    public bool ShowsPicture
    {
        get
        {
            lock (_gate)
            {
                return _live && !Panic && !_ended && _time.GetElapsedTime(_publishedAt) <= MaxAge;
            }
        }
    }

    /// <summary>The pause in force; null for none.</summary>
    public Cover? Covered => _cover;

    /// <summary>The picture that the shield thread fills next. It belongs to that thread until <see cref="Publish"/>.</summary>
    public ShieldedFrame Back => _back;

    /// <summary>Shows the slate, whatever is published, until <see cref="Uncover"/>. Thread-safe; a later cover replaces an earlier one.</summary>
    public void Cover(Cover cover)
    {
        ArgumentNullException.ThrowIfNull(cover);
        lock (_gate)
        {
            _cover = cover;
            _live = false;
        }

        ShowSlate(cover.Reason);
    }

    /// <summary>Ends what <see cref="Cover"/> began.</summary>
    /// <param name="oldFrames">Pictures of frames up to this id are no longer shown, because they came from another source.</param>
    /// <param name="only">The cover to end: a later one, of somebody else, stays. Null to end any.</param>
    public void Uncover(long oldFrames = 0, Cover? only = null)
    {
        lock (_gate)
        {
            _oldFrames = Math.Max(oldFrames, _oldFrames);
            if (only is null || ReferenceEquals(only, _cover))
            {
                _cover = null;
            }
        }
    }

    /// <summary>True when the picture of this frame would be shown now. Saves work on one that would not.</summary>
    public bool Accepts(long frameId)
    {
        lock (_gate)
        {
            return !_ended && _cover is null && frameId > _oldFrames;
        }
    }

    /// <summary>Shows <see cref="Back"/>. Call it only after every stage has succeeded.</summary>
    /// <returns>False when the picture is not shown: the outlet is covered or has ended, or the frame came from an old source.</returns>
    /// <exception cref="InvalidOperationException">The picture is not stamped, so composing it did not finish.</exception>
    public bool Publish()
    {
        if (_back.IsSlate)
        {
            throw new InvalidOperationException("A picture that was not composed to its end cannot be published.");
        }

        lock (_gate)
        {
            if (_ended || _cover is not null || _back.FrameId <= _oldFrames)
            {
                return false;
            }

            (_front, _back) = (_back, _front);
            _publishedAt = _time.GetTimestamp();
            _live = true;
        }

        Announce();
        return true;
    }

    /// <summary>Shows the slate until the next <see cref="Publish"/>.</summary>
    public void ShowSlate(SlateReason reason)
    {
        lock (_gate)
        {
            if (_ended || (_shown == reason && !_live))
            {
                return;
            }

            // First hide, then draw: drawing may take time or fail.
            _live = false;
        }

        Draw(reason, isEnd: false);
    }

    /// <summary>Shows the slate for good. Anything that a late thread still publishes is ignored.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            _live = false;
        }

        Draw(SlateReason.Stopping, isEnd: true);
    }

    /// <summary>Copies the picture to show now.</summary>
    public void CopyTo(ShieldedFrame destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        lock (_gate)
        {
            var shown = Panic && !_ended ? _panicked
                : !_live ? _reasoned
                : _time.GetElapsedTime(_publishedAt) > MaxAge ? _stale
                : _front;
            shown.CopyTo(destination);
        }
    }

    /// <summary>Copies the slate of the panic button, whatever else is shown. Used for a sink that is switched off.</summary>
    public void CopyPausedTo(ShieldedFrame destination)
    {
        lock (_gate)
        {
            (_ended ? _reasoned : _panicked).CopyTo(destination);
        }
    }

    /// <summary>Sets <paramref name="listener"/> whenever the picture to show changes.</summary>
    public void Listen(AutoResetEvent listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
        }
    }

    /// <summary>Ends what <see cref="Listen"/> began.</summary>
    public void Unlisten(AutoResetEvent listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners.Where(other => other != listener)];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Button.Changed -= Announce;
        lock (_gate)
        {
            _front.Dispose();
            _back.Dispose();
            _stale.Dispose();
            _panicked.Dispose();
            _reasoned.Dispose();
            _next.Dispose();
        }
    }

    /// <summary>Draws into a spare picture, so that readers never wait for it.</summary>
    private void Draw(SlateReason reason, bool isEnd)
    {
        lock (_drawing)
        {
            if (_shown != reason)
            {
                _slate.Draw(reason, _next);
                lock (_gate)
                {
                    if (_ended == isEnd)
                    {
                        (_reasoned, _next) = (_next, _reasoned);
                        _shown = reason;
                    }
                }
            }
        }

        Announce();
    }

    /// <summary>Takes no lock, because the panic button must not wait for anybody.</summary>
    private void Announce()
    {
        Interlocked.Increment(ref _version);
        foreach (var listener in _listeners)
        {
            try
            {
                listener.Set();
            }
            catch (ObjectDisposedException)
            {
                // The pump has just ended.
            }
        }
    }
}
