using StreamShield.App.Live;
using StreamShield.Core;

namespace StreamShield.App.Page;

/// <summary>What is known of the room, in plain words.</summary>
internal static class RoomSenseWords
{
    /// <summary>The view.</summary>
    public static RoomSenseView Of(ShieldLook look, bool isCaptured)
    {
        var words = (look.Verdict, isCaptured, look.KnowsRoom) switch
        {
            (RoomVerdict.Moved, _, _) => "The camera was moved: put it back, confirm that it stands right, or capture the empty room again.",
            (_, false, false) => "The room is being learnt: until it is known, more of it may be seen. Capture it for the best protection.",
            (RoomVerdict.Steady, true, _) => "Your captured room was found where it should be.",
            (RoomVerdict.Steady, false, _) => "The room was learnt from the stream. Capturing it protects better.",
            (RoomVerdict.Shifted, _, _) => "The camera has shifted a little: room and zones follow it.",
            _ => "Too little of the room is seen to find it in the picture.",
        };
        var verdict = look.Verdict.ToString();
        return new RoomSenseView(char.ToLowerInvariant(verdict[0]) + verdict[1..], look.KnowsRoom, words);
    }
}
