using StreamShield.App.Live;
using StreamShield.App.Page.Views;
using StreamShield.Core.Registration;

namespace StreamShield.App.Page;

/// <summary>What is known of the room, in plain words.</summary>
internal static class RoomSenseText
{
    /// <summary>Creates the view.</summary>
    public static RoomSenseView Of(ShieldLook look, bool isCaptured)
    {
        var words = (look.Verdict, isCaptured, look.KnowsRoom) switch
        {
            (RoomVerdict.Moved, _, _) => "The camera was moved: put it back, confirm that it stands right, or capture the empty room again.",
            (_, false, false) => "Learning your room: until it is known, more of it may be seen. Step out of the picture for a moment, or capture it.",
            (RoomVerdict.Steady, true, _) => "Room known: it was found where it should be.",
            (RoomVerdict.Steady, false, _) => "The room was learnt from the stream. Capturing it protects better.",
            (RoomVerdict.Shifted, _, _) => "The camera has shifted a little: room and zones follow it.",
            _ => "Too little of the room is seen to find it in the picture.",
        };
        var verdict = look.Verdict.ToString();
        return new RoomSenseView(char.ToLowerInvariant(verdict[0]) + verdict[1..], look.KnowsRoom, words, ShiftView.Of(look.Shift));
    }
}
