using StreamShield.Core.People;
using StreamShield.Core.Registration;

namespace StreamShield.App.Live;

/// <summary>What the shield knew when it was last asked.</summary>
/// <param name="Streamer">Who is the streamer, and where.</param>
/// <param name="Verdict">How the camera stands against the plate.</param>
/// <param name="KnowsRoom">True when a plate is in use, captured or learnt.</param>
internal sealed record ShieldLook(StreamerStatus Streamer, RoomVerdict Verdict, bool KnowsRoom)
{
    /// <summary>Nothing was seen yet.</summary>
    public static ShieldLook Nothing { get; } = new(default, RoomVerdict.Unsure, false);
}
