using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>
/// Turns what the frames show into a verdict on the room. One frame never moves the room: half a second of foreign pictures does. "Moved" stays until
/// <see cref="Reset"/>.
/// </summary>
internal sealed class RoomWatch
{
    /// <summary>Fewer recognised anchors prove nothing.</summary>
    private const int MinRecognised = 4;

    /// <summary>So many frames in a row without the room are a moved camera: half a second at 30 pictures a second, a second at 15.</summary>
    private const int Patience = 15;

    /// <summary>Least share of the open anchors that must be recognised. By chance, in other rooms or in this one seen from elsewhere, up to 7 % are.</summary>
    private const double MinShare = 0.12;

    /// <summary>With fewer open anchors too little is seen to call the room foreign.</summary>
    private const int MinOpen = 12;

    /// <summary>From this distance, in picture heights (half a pixel at 720), plate and zones follow.</summary>
    private const double Noticeable = 0.5 / 720;

    /// <summary>Largest shift that is re-aligned, at the farthest corner, in picture heights (50 pixels at 720).</summary>
    private const double Farthest = 0.07;

    private int _foreignInARow;
    private int _farInARow;

    /// <summary>The verdict on the last frame.</summary>
    public RoomVerdict Verdict { get; private set; }

    /// <summary>Why, in plain words.</summary>
    public string Reason { get; private set; } = "No picture has been compared with the room yet.";

    /// <summary>Whether this frame itself shows the room.</summary>
    public static bool IsShown(RoomCount count) => count.Recognised >= MinRecognised
        && count.Recognised >= MinShare * count.Open;

    /// <summary>Whether this frame shows enough, and something else.</summary>
    public static bool IsLost(RoomCount count) => !IsShown(count) && count.Open >= MinOpen;

    /// <summary>Forgets everything, "moved" as well.</summary>
    public void Reset()
    {
        (_foreignInARow, _farInARow) = (0, 0);
        Say(RoomVerdict.Unsure, "No picture has been compared with the room yet.");
    }

    /// <summary>Takes one frame into account.</summary>
    /// <param name="count">What it shows at <paramref name="shift"/>.</param>
    /// <param name="shift">Where the room is found.</param>
    /// <param name="size">Size of the frames.</param>
    public void Judge(RoomCount count, RoomShift shift, FrameSize size)
    {
        var distance = shift.Distance(RoomShift.None(size));
        if (IsShown(count))
        {
            _foreignInARow = 0;
            _farInARow = distance <= Farthest ? 0 : _farInARow + 1;
            if (_farInARow >= Patience)
            {
                Say(RoomVerdict.Moved, "The camera was turned or zoomed: the room is there, but not where it was.");
            }
            else if (_farInARow > 0)
            {
                Say(RoomVerdict.Unsure, "The camera is moving.");
            }
            else if (distance < Noticeable)
            {
                Say(RoomVerdict.Steady, "The room is where it was.");
            }
            else
            {
                Say(RoomVerdict.Shifted, "The camera has shifted a little: plate and zones follow.");
            }
        }
        else if (!IsLost(count))
        {
            Say(RoomVerdict.Unsure, "Too little of the room is seen: it is dark, bare or covered.");
        }
        else if (++_foreignInARow < Patience)
        {
            Say(RoomVerdict.Unsure, "The room is not recognised at the moment.");
        }
        else
        {
            Say(RoomVerdict.Moved, "The camera was moved, or this is another room: nothing is where it was.");
        }
    }

    private void Say(RoomVerdict verdict, string reason)
    {
        Verdict = verdict;
        Reason = reason;
    }
}
