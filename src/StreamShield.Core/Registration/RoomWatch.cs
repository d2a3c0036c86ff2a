using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>Turns the measurements of the frames into a verdict on the room. A single frame never decides that the camera moved; half a second of
/// other pictures does. "Moved" lasts until <see cref="Reset"/>.</summary>
internal sealed class RoomWatch
{
    /// <summary>Smallest number of recognised anchors that proves anything.</summary>
    private const int MinRecognised = 4;

    /// <summary>Number of consecutive frames without the room that mean a moved camera: half a second at 30 frames per second, a second at
    /// 15.</summary>
    private const int Patience = 15;

    /// <summary>Smallest share of the open anchors that must be recognised. In other rooms, or in this one seen from elsewhere, up to 7 % are by
    /// chance.</summary>
    private const double MinShare = 0.12;

    /// <summary>Smallest number of open anchors needed to say that this is not the room.</summary>
    private const int MinOpen = 12;

    /// <summary>Distance, in picture heights (half a pixel at 720), from which plate and zones follow.</summary>
    private const double Noticeable = 0.5 / 720;

    /// <summary>Largest shift that is followed, at the farthest corner, in picture heights (50 pixels at 720).</summary>
    private const double MaxShift = 0.07;

    private int _foreignInARow;
    private int _farInARow;

    /// <summary>The verdict on the last frame.</summary>
    public RoomVerdict Verdict { get; private set; }

    /// <summary>The reason for the verdict, in one sentence.</summary>
    public string Reason { get; private set; } = "No picture has been compared with the room yet.";

    /// <summary>True when this frame shows the room.</summary>
    public static bool IsShown(RoomCount count) => count.Recognised >= MinRecognised
        && count.Recognised >= MinShare * count.Open;

    /// <summary>True when this frame shows enough, and it is not the room.</summary>
    public static bool IsLost(RoomCount count) => !IsShown(count) && count.Open >= MinOpen;

    /// <summary>Resets everything, including "moved".</summary>
    public void Reset()
    {
        (_foreignInARow, _farInARow) = (0, 0);
        SetVerdict(RoomVerdict.Unsure, "No picture has been compared with the room yet.");
    }

    /// <summary>Takes one frame into account.</summary>
    /// <param name="count">The anchors of the frame at <paramref name="shift"/>.</param>
    /// <param name="shift">Where the room was found.</param>
    /// <param name="size">Size of the frames.</param>
    public void Judge(RoomCount count, RoomShift shift, FrameSize size)
    {
        var distance = shift.Distance(RoomShift.None(size));
        if (IsShown(count))
        {
            _foreignInARow = 0;
            _farInARow = distance <= MaxShift ? 0 : _farInARow + 1;
            if (_farInARow >= Patience)
            {
                SetVerdict(RoomVerdict.Moved, "The camera was turned or zoomed: the room is there, but not where it was.");
            }
            else if (_farInARow > 0)
            {
                SetVerdict(RoomVerdict.Unsure, "The camera is moving.");
            }
            else if (distance < Noticeable)
            {
                SetVerdict(RoomVerdict.Steady, "The room is where it was.");
            }
            else
            {
                SetVerdict(RoomVerdict.Shifted, "The camera has shifted a little: plate and zones follow.");
            }
        }
        else if (!IsLost(count))
        {
            SetVerdict(RoomVerdict.Unsure, "Too little of the room is seen: it is dark, bare or covered.");
        }
        else if (++_foreignInARow < Patience)
        {
            SetVerdict(RoomVerdict.Unsure, "The room is not recognised at the moment.");
        }
        else
        {
            SetVerdict(RoomVerdict.Moved, "The camera was moved, or this is another room: nothing is where it was.");
        }
    }

    private void SetVerdict(RoomVerdict verdict, string reason)
    {
        Verdict = verdict;
        Reason = reason;
    }
}
