using System.Collections.Concurrent;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Settings;
using StreamShield.Core.Threading;

namespace StreamShield.Core.Pipeline;

/// <summary>The work of the shield thread: takes the newest frame, passes it through the <see cref="FrameShield"/> and publishes the result. Every
/// failure is caught here, counted, and shows the slate. A test can call <see cref="ProcessOne"/>; <see cref="Start"/> calls it in a loop.</summary>
public sealed class ShieldPipeline : IDisposable
{
    private const int FailuresBeforeReload = 10;
    private const string TooBusy = "This computer is too busy to shield in time: close other programs, or choose a smaller size.";
    private const string DrawingZones = "Your zones are being drawn: wide soft rims take seconds. The picture comes back by itself.";
    private static readonly ShieldState Ended = new(ShieldStatus.Stopped, SlateReason.Stopping, "");
    private static readonly TimeSpan StarvedAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan StarvedLasts = TimeSpan.FromSeconds(2);

    private readonly LatestFrame _latest;
    private readonly Outlet _outlet;
    private readonly TimeProvider _time;
    private readonly Func<ShieldException?> _sourceTrouble;
    private readonly long[] _slates = new long[Enum.GetValues<SlateReason>().Length];
    private readonly WantedSettings _wanted;
    private readonly ShieldLoader _loader;
    private ShieldState _state = ShieldState.Starting;
    private readonly SteppedThread _thread;
    private readonly ConcurrentQueue<Action<FrameShield>> _requests = new();
    private readonly Witnesses _witnesses = new();
    private readonly PictureLabel _label;
    private long _lastFrameAt;
    private long? _starvedAt;
    private int _failuresInARow;
    private long _shielded;
    private long _tooOld;
    private long _failed;

    /// <summary>Creates a pipeline that shows the slate.</summary>
    /// <param name="latest">Provides the frames.</param>
    /// <param name="outlet">Receives the pictures.</param>
    /// <param name="openSegmenter">Opens the model. Called on the shield thread, and again after failures.</param>
    /// <param name="settings">The first settings.</param>
    /// <param name="sourceTrouble">Returns the current failure of the source; null for none.</param>
    /// <param name="time">The session's clock.</param>
    /// <exception cref="ShieldException">The settings are out of range.</exception>
    public ShieldPipeline(LatestFrame latest, Outlet outlet, Func<ISegmenter> openSegmenter, ShieldSettings settings, Func<ShieldException?> sourceTrouble, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        _latest = latest;
        _outlet = outlet;
        _wanted = new WantedSettings(outlet.Size, settings);
        _loader = new ShieldLoader(outlet.Size, openSegmenter, _wanted, time ?? TimeProvider.System);
        _label = new PictureLabel(outlet.Size);
        _sourceTrouble = sourceTrouble;
        _time = time ?? TimeProvider.System;
        _lastFrameAt = _time.GetTimestamp();
        _thread = new SteppedThread("shield", Step, () =>
        {
            _loader.Dispose();
            _wanted.Dispose();
        });
    }

    /// <summary>False while the shield thread runs, which includes a stage that still hangs after <see cref="Dispose"/>: it may still write to <see
    /// cref="Outlet.Back"/>.</summary>
    public bool HasEnded => !_thread.IsAlive;

    /// <summary>Largest age of a frame that may be shown.</summary>
    public TimeSpan MaxFrameAge { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Returns the word to draw on every shielded picture; null for none.</summary>
    public Func<string?> Label { get; init; } = static () => null;

    /// <summary>Time without a frame after which the source counts as stalled.</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What the outputs show, and why.</summary>
    public ShieldState State
    {
        get
        {
            var state = Volatile.Read(ref _state);
            return state.Status != ShieldStatus.Live ? state
                : _outlet.Panic ? new ShieldState(ShieldStatus.Slate, SlateReason.Panic, "Hidden by you.")
                : _outlet.Covered is { } cover ? new ShieldState(ShieldStatus.Slate, cover.Reason, cover.Detail)
                : !_outlet.ShowsPicture ? new ShieldState(ShieldStatus.Slate, SlateReason.NoPictures, "No picture came out of the shield for half a second: this computer is too busy, or a part of the shield hangs. Close other programs; if this stays, stop and start again.")
                : state;
        }
    }

    /// <summary>Name of the model in use; empty while there is none.</summary>
    public string ModelName => _loader.Shield?.ModelName ?? "";

    /// <summary>Counts since the start. Captured frames are counted by the capture loop and 0 here.</summary>
    public ShieldCounters Counters =>
        new(0, Volatile.Read(ref _shielded), _latest.Dropped, Volatile.Read(ref _tooOld), Volatile.Read(ref _failed));

    /// <summary>Number of times the slate was shown for this reason.</summary>
    public long SlateCount(SlateReason reason) => Volatile.Read(ref _slates[(int)reason]);

    /// <summary>The settings applied last.</summary>
    internal ShieldSettings Wanted => _wanted.Now;

    /// <summary>Applies the settings before the next frame. Thread-safe.</summary>
    /// <exception cref="ShieldException">Out of range; the old settings stay in force.</exception>
    public void Apply(ShieldSettings settings) => _wanted.Set(settings);

    /// <summary>Loads another model before the next frame. The slate is shown meanwhile, and stays when the model cannot be loaded.</summary>
    /// <param name="openSegmenter">Opens it on the shield thread.</param>
    /// <param name="isSameRoom">False if camera or room change as well: then it is forgotten who was followed and where the camera stood.</param>
    public void UseModel(Func<ISegmenter> openSegmenter, bool isSameRoom = true) => _loader.Use(openSegmenter, isSameRoom);

    /// <summary>Runs a request, such as a pick or a confirmation, on the shield thread before the next frame, under the settings applied so far. When
    /// it throws, that counts like a failing stage and shows the slate. Thread-safe.</summary>
    public void Post(Action<FrameShield> request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _requests.Enqueue(request);
    }

    /// <summary>Adds a witness, which is called from the next frame on. Adding it twice has no effect.</summary>
    public void Watch(IShieldWitness witness) => _witnesses.Add(witness);

    /// <summary>Number of witnesses.</summary>
    public int Watching => _witnesses.Count;

    /// <summary>Removes a witness. A call on the shield thread may still be in progress.</summary>
    public void Unwatch(IShieldWitness witness) => _witnesses.Remove(witness);

    /// <summary>Does the next step: loads the model, or waits for a frame and shields it. Never throws.</summary>
    /// <param name="patience">How long to wait for a frame.</param>
    /// <returns>True when a shielded picture was published.</returns>
    public bool ProcessOne(TimeSpan patience)
    {
        if (!ModelIsReady())
        {
            // Frames must not queue up behind a missing model, so take and drop them.
            (_thread.IsStopping ? null : _latest.Take(patience))?.Dispose();
            return false;
        }

        // Loading the model may have taken longer than the session lasted.
        var asked = _time.GetTimestamp();
        using var frame = _thread.IsStopping ? null : _latest.Take(patience);
        if (_time.GetElapsedTime(asked) > patience + StarvedAfter)
        {
            // A short wait that ended much later means that this thread was not scheduled, and probably neither was the capture thread.
            _starvedAt = _time.GetTimestamp();
        }

        if (frame is null)
        {
            if (_outlet.Covered is { } cover)
            {
                Hide(cover.Reason, cover.Detail);
            }
            else if (_sourceTrouble() is { } trouble)
            {
                Hide(trouble.Reason, trouble.Message);
            }
            else if (_starvedAt is { } starved && _time.GetElapsedTime(starved) < StarvedLasts)
            {
                Hide(SlateReason.FrameTooOld, TooBusy);
            }
            else if (_time.GetElapsedTime(_lastFrameAt) > StallAfter)
            {
                Hide(SlateReason.SourceStalled, "The camera or clip delivers no pictures: it is watched and comes back by itself.");
            }

            return false;
        }

        _lastFrameAt = _time.GetTimestamp();
        return TryShield(frame);
    }

    /// <summary>Starts the shield thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Shows the slate for good and asks the shield thread to end. Returns at once.</summary>
    public void RequestStop()
    {
        _thread.RequestStop();
        _outlet.End();
        Volatile.Write(ref _state, Ended);
    }

    /// <inheritdoc/>
    public void Dispose() => Stop(TimeSpan.FromSeconds(3));

    /// <summary>Shows the slate for good and stops the shield thread. A thread that hangs in a stage is abandoned and frees the model when it
    /// returns.</summary>
    /// <param name="patience">How long to wait for the thread.</param>
    public void Stop(TimeSpan patience)
    {
        RequestStop();
        _thread.Stop(patience);
    }

    private TimeSpan Step()
    {
        ProcessOne(TimeSpan.FromMilliseconds(100));
        return TimeSpan.Zero;
    }

    private bool TryShield(Frame frame)
    {
        var shield = _loader.Shield!;
        try
        {
            if (_outlet.Covered is { } cover)
            {
                Hide(cover.Reason, cover.Detail);
                cover.Guest?.Invoke(frame, shield);
                return false;
            }

            // Checked before the settings are read: new settings must not be applied to frames of the old source.
            if (!_outlet.Accepts(frame.Id) || IsTooOld(frame))
            {
                return false;
            }

            if (!_wanted.TryTakeInto(shield))
            {
                Hide(SlateReason.Starting, DrawingZones);
                return false;
            }

            while (!_requests.IsEmpty)
            {
                // What was applied before this request was made must be in force when it runs.
                if (!_wanted.TryTakeInto(shield))
                {
                    return false;
                }

                _requests.TryDequeue(out var request);
                request!(shield);
            }

            shield.Shield(frame, _outlet.Back);

            // Checked again, because the model may have taken long.
            if (!_outlet.Accepts(frame.Id) || IsTooOld(frame))
            {
                return false;
            }

            _witnesses.Look(frame, shield, _outlet.Back);
            _label.Draw(Label(), _outlet.Back);
            if (!_outlet.Publish())
            {
                return false;
            }

            _failuresInARow = 0;
            _shielded++;
            if (_state.Status != ShieldStatus.Live)
            {
                Enter(new ShieldState(ShieldStatus.Live, SlateReason.Starting, ""));
            }

            return true;
        }
        catch (Exception e)
        {
            var reason = (e as ShieldException)?.Reason ?? SlateReason.StageFailed;
            _failed++;
            Hide(reason, Sentence(e));
            // A moved camera is not a failure of the shield's parts, and a new shield would not know that it moved.
            if (reason != SlateReason.RoomMoved && ++_failuresInARow % FailuresBeforeReload == 0)
            {
                _loader.LoadAgain();
            }

            return false;
        }
    }

    private bool IsTooOld(Frame frame)
    {
        if (_time.GetElapsedTime(frame.CapturedAt) <= MaxFrameAge)
        {
            return false;
        }

        _tooOld++;
        Hide(SlateReason.FrameTooOld, TooBusy);
        return true;
    }

    private bool ModelIsReady()
    {
        if (!_loader.IsDue)
        {
            return _loader.Shield is not null;
        }

        try
        {
            if (_state.Status != ShieldStatus.Slate || _state.Reason != SlateReason.ModelFailed)
            {
                Hide(SlateReason.ModelLoading, "");
            }

            _loader.Load();
            _failuresInARow = 0;
            return true;
        }
        catch (Exception e)
        {
            Hide(SlateReason.ModelFailed, Sentence(e));
            return false;
        }
    }

    /// <summary>Sets the state from the shield thread. A stop that was requested meanwhile wins.</summary>
    private void Enter(ShieldState state)
    {
        // A full fence: the write must not pass the check after it.
        Interlocked.Exchange(ref _state, state);
        if (_thread.IsStopping)
        {
            Volatile.Write(ref _state, Ended);
        }
    }

    private void Hide(SlateReason reason, string detail)
    {
        if (_thread.IsStopping)
        {
            return;
        }

        if (_state.Status == ShieldStatus.Live || _state.Reason != reason || _state.Detail != detail)
        {
            _slates[(int)reason]++;
            Enter(new ShieldState(ShieldStatus.Slate, reason, detail));
        }

        _outlet.ShowSlate(reason);
    }

    private static string Sentence(Exception e) => e is ShieldException
        ? e.Message
        : $"A part of the shield failed ({e.GetType().Name}: {e.Message}): the picture stays hidden and the next frame is tried.";
}
