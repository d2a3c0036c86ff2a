using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Plates;

namespace StreamShield.App.Live;

/// <summary>
/// Captures the plate during a running session. Meanwhile the shield pauses and the slate is shown: while the streamer steps out, an unknown room must not be
/// trusted to the model alone. Thread-safe.
/// </summary>
internal sealed class LivePlate(LiveControl control, ShieldSession session, Terminal terminal) : IDisposable
{
    /// <summary>Maximum countdown in seconds.</summary>
    public const int MaxCountdown = 60;

    /// <summary>Message for a plate that no longer matches the picture's shape.</summary>
    public const string OtherShape = "The empty room was captured before the picture was turned, in another shape: capture it again.";

    private readonly Lock _gate = new();
    private PlateCapture? _capture;
    private Matte? _coarse;
    private Cover? _cover;
    private bool _isLooking;
    private PlateView _view = PlateView.Idle;

    /// <summary>State of the capture.</summary>
    public PlateView View => Volatile.Read(ref _view);

    /// <summary>Shows a message about the room, unless a capture is in progress.</summary>
    public void Note(string sentence)
    {
        lock (_gate)
        {
            if (_capture is null)
            {
                Say(new PlateView(PlatePhase.Idle, 0, 0, sentence));
            }
        }
    }

    /// <summary>Starts a capture; one in progress is abandoned.</summary>
    /// <param name="seconds">Countdown for the streamer to step out, 0 to <see cref="MaxCountdown"/>.</param>
    /// <exception cref="UserException">A camera is being opened.</exception>
    public void Start(int seconds) => control.BetweenChanges(() =>
    {
        lock (_gate)
        {
            if (session.Outlet.Covered is { } other && !ReferenceEquals(other, _cover))
            {
                throw new UserException("A camera is being opened: capture the empty room once its picture is there.");
            }

            if (control.IsDemo)
            {
                throw new UserException("This is the demo clip, not your room: choose your camera first, then capture the empty room.");
            }

            Free();
            _capture = new PlateCapture(session.Outlet.Size, terminal.Time, TimeSpan.FromSeconds(seconds));
            _capture.Start();
            Say(new PlateView(PlatePhase.Countdown, seconds, 0, "Waiting for the camera."));
            _cover = new Cover(SlateReason.CapturingRoom, "You are hidden while the empty room is captured.", OnFrame);
            session.Outlet.Cover(_cover);
        }
    });

    /// <summary>Takes back what was said of a room that is no longer known, or no longer in use; a capture in progress goes on.</summary>
    public void Unsay()
    {
        lock (_gate)
        {
            if (_capture is null)
            {
                Say(PlateView.Idle);
            }
        }
    }

    /// <summary>Stops a capture in progress; the previous plate stays in use.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_capture is not null)
            {
                Free();
                Uncover();
                Say(new PlateView(PlatePhase.Idle, 0, 0, "Stopped: what was known of the room stays."));
            }
        }
    }

    /// <summary>Deletes a profile's plate permanently.</summary>
    /// <param name="room">Name of the profile, empty for settings of none; null for what is in force.</param>
    /// <exception cref="ShieldException">There is no such profile, or the file cannot be deleted.</exception>
    /// <exception cref="UserException">The settings of no profile are not in force any more.</exception>
    public async Task ForgetAsync(string? room)
    {
        if (IsInForce(control.Now))
        {
            Stop();
        }

        await control.StoreAsync(now =>
        {
            var name = room ?? now.Room.Name;
            if (name.Length > 0)
            {
                terminal.Rooms.ForgetPlate(name);
            }

            if (IsInForce(now))
            {
                while (IsInForce(control.Now) && !control.TryApplyPlate(control.Now, hasPlate: false, null))
                {
                    // A change came in between.
                }

                Say(PlateView.Idle);
            }
            else if (name.Length == 0)
            {
                throw new UserException("Another room is in force by now: forget the empty room there.");
            }
        });

        bool IsInForce(ProfileInForce now) => room is null || room.Equals(now.Room.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Rotates a plate to match the pictures; returns it unchanged if it already does.</summary>
    /// <param name="plate">Owned by the caller.</param>
    /// <param name="orientation">Orientation of the pictures.</param>
    /// <param name="size">Size of the pictures.</param>
    /// <returns>Null if the plate has another shape. A new plate is owned by the caller.</returns>
    public static Plate? Facing(Plate? plate, Orientation orientation, FrameSize size) =>
        plate is null || plate.Orientation == orientation ? plate
        : orientation.Before(size) != plate.Orientation.Before(plate.Size) ? null
        : plate.Turned(orientation);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            Free();
        }
    }

    /// <summary>Called on the shield thread with each frame. The model may hang, so it runs without a lock.</summary>
    private void OnFrame(Frame frame, FrameShield shield)
    {
        PlateCapture capture;
        Matte coarse;
        lock (_gate)
        {
            if (_capture is not { State: PlateCaptureState.Waiting or PlateCaptureState.Capturing } running)
            {
                return;
            }

            (capture, coarse, _isLooking) = (running, _coarse ??= shield.NewCoarseMatte(), true);
        }

        Exception? failure = null;
        try
        {
            shield.FindEverybody(frame, coarse);
            capture.Step(frame, coarse);
        }
        catch (Exception e)
        {
            failure = e;
        }

        lock (_gate)
        {
            _isLooking = false;
            if (capture != _capture)
            {
                // It was stopped in the meantime.
                capture.Dispose();
                coarse.Dispose();
            }
            else
            {
                Report(capture, failure);
            }
        }
    }

    private void Report(PlateCapture capture, Exception? failure)
    {
        switch (capture.State)
        {
            case var _ when failure is not null:
                End(new PlateView(PlatePhase.Refused, 0, 0, Sentence.For(failure)));
                break;
            case PlateCaptureState.Refused:
                End(new PlateView(PlatePhase.Refused, 0, 0, capture.Sentence));
                break;
            case PlateCaptureState.Done:
                // Storing takes too long for the shield thread. Frames that come meanwhile find a finished capture, and the slate stays.
                _ = Slowly.RunAsync("The disk with your rooms", () => Keep(capture));
                break;
            default:
                var phase = capture.State == PlateCaptureState.Waiting ? PlatePhase.Countdown : PlatePhase.Capturing;
                Say(new PlateView(phase, capture.SecondsLeft, Math.Round(capture.Share, 2), capture.Sentence));
                break;
        }
    }

    private void Keep(PlateCapture capture)
    {
        var view = new PlateView(PlatePhase.Done, 0, 1, capture.Sentence);
        try
        {
            control.Store(now =>
            {
                if (Copy(capture, now.Room.Orientation) is { } plate)
                {
                    view = Take(now, plate, view);
                }
            });
        }
        catch (Exception e)
        {
            view = new PlateView(PlatePhase.Refused, 0, 0, Sentence.For(e));
        }

        lock (_gate)
        {
            // Unless it was stopped, or another capture was started.
            if (_capture == capture)
            {
                End(view);
            }
        }
    }

    /// <summary>A copy of the capture's plate; null if it was stopped in the meantime.</summary>
    private Plate? Copy(PlateCapture capture, Orientation orientation)
    {
        lock (_gate)
        {
            if (_capture != capture)
            {
                return null;
            }

            var plate = new Plate(session.Outlet.Size);
            capture.Plate.CopyTo(plate);
            plate.Orientation = orientation;
            return plate;
        }
    }

    /// <summary>Stores a plate with the current profile, if that is a stored one, and applies it. Call it within <see cref="LiveControl.Store"/>.</summary>
    /// <param name="now">The current state.</param>
    /// <param name="plate">The control takes ownership, unless this throws.</param>
    /// <returns>True if it was stored.</returns>
    /// <exception cref="UserException">Another camera or room is in use by now.</exception>
    public bool Use(ProfileInForce now, Plate plate)
    {
        var isStored = control.StoresPlateOf(now);
        if (isStored)
        {
            terminal.Rooms.KeepPlate(now.Room.Name, plate);
        }

        if (!control.TryApplyPlate(now, isStored || (control.IsDemo && now.Room.HasPlate), plate))
        {
            throw new UserException("The camera or the room was changed meanwhile: capture again.");
        }

        return isStored;
    }

    private PlateView Take(ProfileInForce now, Plate plate, PlateView done)
    {
        bool isStored;
        try
        {
            isStored = Use(now, plate);
        }
        catch
        {
            plate.Dispose();
            throw;
        }

        return isStored ? done : done with { Words = $"{done.Words} It is used until you stop; create a room to keep it." };
    }

    private void End(PlateView view)
    {
        Free();
        Uncover();
        Say(view);
    }

    /// <summary>Ends the own cover. One of a camera that is being opened stays.</summary>
    private void Uncover()
    {
        if (_cover is { } cover)
        {
            session.Outlet.Uncover(only: cover);
            _cover = null;
        }
    }

    private void Say(PlateView view)
    {
        if (view != _view)
        {
            Volatile.Write(ref _view, view);
            control.Changed.Raise();
        }
    }

    private void Free()
    {
        if (!_isLooking)
        {
            _capture?.Dispose();
            _coarse?.Dispose();
        }

        (_capture, _coarse) = (null, null);
    }
}
