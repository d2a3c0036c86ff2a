using StreamShield.Core.Frames;

namespace StreamShield.Core.Registration;

/// <summary>Turns the measurements of the frames into a verdict on the room. A single frame never decides that the camera moved; half a second of
/// other pictures does. Frames that show too little neither count nor reset the count. "Moved" lasts until <see cref="Reset"/>.</summary>
internal sealed class RoomWatch
{
    /// <summary>What the camera did when nothing of the room is found.</summary>
    public const string Elsewhere = "The camera was moved, or this is another room: nothing is where it was.";

    /// <summary>Smallest number of recognised anchors that proves anything.</summary>
    private const int MinRecognised = 4;

    /// <summary>Smallest share of the open anchors that must be recognised. In other rooms, or in this one seen from elsewhere, up to 7 % are by
    /// chance.</summary>
    private const double MinShare = 0.12;

    /// <summary>Smallest number of open anchors needed to say that this is not the room.</summary>
    private const int MinOpen = 12;

    /// <summary>Distance, in picture heights (half a pixel at 720), from which plate and zones follow.</summary>
    private const double Noticeable = 0.5 / 720;

    /// <summary>Largest shift that is followed, at the farthest corner, in picture heights (50 pixels at 720).</summary>
    public const double MaxShift = 0.07;

    /// <summary>How long the room must be missing before the camera counts as moved.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    /// <summary>The most that one frame may count, so that a few frames never decide however slowly they come.</summary>
    private static readonly TimeSpan MaxStep = TimeSpan.FromSeconds(0.1);

    private TimeSpan _foreign;
    private TimeSpan _far;

    /// <summary>The verdict on the last frame.</summary>
    public RoomVerdict Verdict { get; private set; }

    /// <summary>True while the last frame that showed enough was not the room. One such frame is enough, unlike for "moved".</summary>
    public bool IsAway { get; private set; }

    /// <summary>True also while the last frame showed less, but some of the room should be in it and none was.</summary>
    public bool MayBeAway { get; private set; }

    /// <summary>What the camera did, in one sentence, once the verdict is "moved".</summary>
    public string Reason { get; private set; } = "";

    /// <summary>True when this frame shows the room.</summary>
    public static bool IsShown(RoomCount count) => count.Recognised >= MinRecognised
        && count.Recognised >= MinShare * count.Open;

    /// <summary>True when this frame shows enough, and it is not the room.</summary>
    public static bool IsLost(RoomCount count) => !IsShown(count) && count.Open >= MinOpen;

    /// <summary>Resets everything, including "moved".</summary>
    public void Reset()
    {
        (_foreign, _far) = (TimeSpan.Zero, TimeSpan.Zero);
        (Verdict, IsAway, MayBeAway, Reason) = (RoomVerdict.Unsure, false, false, "");
    }

    /// <summary>Takes one frame into account.</summary>
    /// <param name="count">The anchors of the frame at <paramref name="shift"/>.</param>
    /// <param name="shift">Where the room was found.</param>
    /// <param name="size">Size of the frames.</param>
    /// <param name="passed">Time since the frame before.</param>
    public void Judge(RoomCount count, RoomShift shift, FrameSize size, TimeSpan passed)
    {
        var step = passed < MaxStep ? passed : MaxStep;
        MayBeAway = !IsShown(count) && (MayBeAway || IsLost(count) || (count.Open >= MinRecognised && count.Recognised == 0));
        if (IsShown(count))
        {
            IsAway = false;
            _foreign = TimeSpan.Zero;
            var distance = shift.Distance(RoomShift.None(size));
            _far = distance <= MaxShift ? TimeSpan.Zero : _far + step;
            Verdict = distance > MaxShift ? Missing(_far, "The camera was turned or zoomed: the room is there, but not where it was.")
                : distance < Noticeable ? RoomVerdict.Steady
                : RoomVerdict.Shifted;
        }
        else if (IsLost(count))
        {
            IsAway = true;
            _foreign += step;
            Verdict = Missing(_foreign, Elsewhere);
        }
        else
        {
            Verdict = RoomVerdict.Unsure;
        }
    }

    private RoomVerdict Missing(TimeSpan duration, string reason)
    {
        if (duration < Patience)
        {
            return RoomVerdict.Unsure;
        }

        Reason = reason;
        return RoomVerdict.Moved;
    }
}
