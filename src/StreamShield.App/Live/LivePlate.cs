using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Plates;

namespace StreamShield.App.Live;

/// <summary>
/// Captures the plate on a running session. The shield rests and the slate is shown meanwhile: the streamer steps out, and a room of which nothing is known is not to be
/// trusted to the model alone. From any thread.
/// </summary>
internal sealed class LivePlate(LiveControl control, ShieldSession session, Terminal terminal) : IDisposable
{
    /// <summary>Longest countdown in seconds.</summary>
    public const int MaxCountdown = 60;

    /// <summary>Said where a plate does not fit the pictures any more.</summary>
    public const string OtherShape = "The empty room was captured before the picture was turned, in another shape: capture it again.";

    private readonly Lock _gate = new();
    private PlateCapture? _capture;
    private Matte? _coarse;
    private bool _isLooking;
    private PlateView _view = PlateView.Idle;

    /// <summary>Where it stands.</summary>
    public PlateView View => Volatile.Read(ref _view);

    /// <summary>Says something of the room while no capture is going on.</summary>
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

    /// <summary>Starts, in place of a capture that is going on.</summary>
    /// <param name="seconds">For the streamer to step out, 0 to <see cref="MaxCountdown"/>.</param>
    public void Start(int seconds)
    {
        lock (_gate)
        {
            Free();
            _capture = new PlateCapture(session.Outlet.Size, terminal.Time, TimeSpan.FromSeconds(seconds));
            _capture.Start();
            Say(new PlateView(PlatePhase.Countdown, seconds, 0, "Waiting for the camera."));
            session.Outlet.Cover(new Cover(SlateReason.CapturingRoom, "You are hidden while the empty room is captured.", Look));
        }
    }

    /// <summary>Stops a capture that is going on; what was known before stays.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_capture is not null)
            {
                Free();
                session.Outlet.Uncover();
                Say(new PlateView(PlatePhase.Idle, 0, 0, "Stopped: what was known of the room stays."));
            }
        }
    }

    /// <summary>Deletes the plate of the room in force, for good.</summary>
    /// <exception cref="ShieldException">The disk refuses.</exception>
    public async Task ForgetAsync()
    {
        Stop();
        await control.StoreAsync(now =>
        {
            if (now.Room.Name.Length > 0)
            {
                terminal.Rooms.ForgetPlate(now.Room.Name);
            }

            control.ApplyPlate(hasPlate: false, null);
        });
        Say(PlateView.Idle);
    }

    /// <summary>A plate for pictures that are turned: itself where it was captured like that.</summary>
    /// <param name="plate">Stays the caller's.</param>
    /// <param name="orientation">How they are turned.</param>
    /// <param name="size">Of the pictures.</param>
    /// <returns>Null when it has another shape; a new one is the caller's.</returns>
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

    /// <summary>On the shield thread, with each frame. The model may hang, so it is asked under no lock.</summary>
    private void Look(Frame frame, FrameShield shield)
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
                // It was stopped meanwhile.
                capture.Dispose();
                coarse.Dispose();
            }
            else
            {
                Tell(capture, failure);
            }
        }
    }

    private void Tell(PlateCapture capture, Exception? failure)
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
                // Storing takes too long for the shield thread; frames that come meanwhile find a capture that is done, and the slate stays.
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
                if (Copy(capture) is { } plate)
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
            // Unless it was stopped or another one was started meanwhile.
            if (_capture == capture)
            {
                End(view);
            }
        }
    }

    /// <summary>The capture's plate; null when it was stopped meanwhile.</summary>
    private Plate? Copy(PlateCapture capture)
    {
        lock (_gate)
        {
            if (_capture != capture)
            {
                return null;
            }

            var plate = new Plate(session.Outlet.Size);
            capture.Plate.CopyTo(plate);
            plate.Orientation = control.Now.Room.Orientation;
            return plate;
        }
    }

    /// <summary>Keeps a plate with the stored room in force, where there is one, and uses it. Under <see cref="LiveControl.Store"/>.</summary>
    /// <param name="now">What is in force.</param>
    /// <param name="plate">Becomes the control's, unless this throws.</param>
    /// <returns>Whether it was stored.</returns>
    public bool Use(ProfileInForce now, Plate plate)
    {
        var isStored = now.Room.Name.Length > 0;
        if (isStored)
        {
            terminal.Rooms.KeepPlate(now.Room.Name, plate);
        }

        control.ApplyPlate(isStored, plate);
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
        session.Outlet.Uncover();
        Say(view);
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
