using System.Globalization;
using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Live;

/// <summary>
/// Keeps the plate that the shield has captured by itself: announces it on the page, makes it known to the check and to the next model, and stores it with the
/// profile. When the shield has given it up, it is no longer used. Watches on the shield thread; the rest runs on another one.
/// </summary>
/// <param name="control">The live run.</param>
/// <param name="said">Receives messages for the streamer.</param>
/// <param name="terminal">Provides the clock and the stored profiles.</param>
internal sealed class SelfCaptureKeeper(LiveControl control, Action<string> said, Terminal terminal) : IShieldWitness
{
    /// <summary>Minimum time between two updates of a stored plate.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private FrameShield? _shield;
    private int _seen;
    private volatile bool _isKeeping;
    private long? _lastKept;

    /// <inheritdoc/>
    public void Look(Frame raw, FrameShield shield, ShieldedFrame output)
    {
        if (shield != _shield)
        {
            (_shield, _seen) = (shield, 0);
        }

        // While other settings are on their way, nobody knows whether this shield looks at their room.
        var now = control.Now;
        if (_isKeeping || !ReferenceEquals(shield.Settings, now.Settings))
        {
            return;
        }

        if (shield.Room.Captured is not { } room)
        {
            if (now.Settings.Plate is { Origin: PlateOrigin.SelfCaptured })
            {
                _isKeeping = true;
                _ = Task.Run(() => Drop(now));
            }

            return;
        }

        if (shield.Room.SelfCaptures != _seen && IsWanted(now))
        {
            _isKeeping = true;
            _seen = shield.Room.SelfCaptures;
            var plate = new Plate(room.Size) { Origin = PlateOrigin.SelfCaptured };
            room.CopyTo(plate);
            _ = Task.Run(() => Keep(now, plate));
        }
    }

    /// <inheritdoc/>
    public void Failed(Exception reason) => said(Sentence.For(reason));

    /// <summary>True for the first capture; for later ones only if a stored profile is in use, and not too often.</summary>
    private bool IsWanted(ProfileInForce now) => now.Settings.Plate is null
        || (now.Room.Name.Length > 0 && (_lastKept is not { } last || terminal.Time.GetElapsedTime(last) > Interval));

    /// <summary>
    /// The camera was moved and nothing is bound to its place, or the streamer says that it is right: the plate shows another place. What is stored is replaced
    /// by the next capture.
    /// </summary>
    private void Drop(ProfileInForce seen)
    {
        try
        {
            control.TryApplyPlate(seen, seen.Room.HasPlate, null);
        }
        finally
        {
            _isKeeping = false;
        }
    }

    private void Keep(ProfileInForce seen, Plate plate)
    {
        var isTaken = false;
        try
        {
            control.Store(now =>
            {
                if (!now.HasTheRoomOf(seen))
                {
                    return;
                }

                plate.Orientation = now.Room.Orientation;
                var isStored = control.StoresPlateOf(now);
                if (now.Settings.Plate is not null)
                {
                    if (isStored)
                    {
                        terminal.Rooms.KeepPlate(now.Room.Name, plate);
                    }
                }
                else if (now.Settings.SelfCapture)
                {
                    control.Plate.Use(now, plate);
                    isTaken = true;
                    said($"Your empty room is known since {terminal.Time.GetLocalNow().ToString("t", CultureInfo.CurrentCulture)}: nobody was in the picture.");
                }

                _lastKept = isStored ? terminal.Time.GetTimestamp() : _lastKept;
            });
        }
        catch (Exception e)
        {
            said($"Your empty room is known, but was not stored: {Sentence.For(e)}");
        }
        finally
        {
            if (!isTaken)
            {
                plate.Dispose();
            }

            _isKeeping = false;
        }
    }
}
