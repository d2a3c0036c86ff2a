using StreamShield.Core.People;
using StreamShield.Core.Registration;

namespace StreamShield.App.Live;

/// <summary>The shield's findings at an earlier frame.</summary>
/// <param name="Streamer">Who is the streamer, and where.</param>
/// <param name="Verdict">Position of the camera relative to the plate.</param>
/// <param name="KnowsRoom">True if a plate is in use, captured or learnt.</param>
/// <param name="Shift">Movement of the camera, which the zones follow.</param>
internal sealed record ShieldLook(StreamerStatus Streamer, RoomVerdict Verdict, bool KnowsRoom, RoomShift Shift)
{
    /// <summary>Before the first frame.</summary>
    public static ShieldLook Nothing { get; } = new(default, RoomVerdict.Unsure, false, new RoomShift(1, 1, 0, 0, 0));
}
