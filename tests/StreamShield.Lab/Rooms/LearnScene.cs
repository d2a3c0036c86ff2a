namespace StreamShield.Lab.Rooms;

/// <summary>What happens to the room of a <see cref="LearnScene"/>.</summary>
internal enum RoomEvent
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The chair behind the streamer rolls with half of the streamer's motion.</summary>
    Chair,

    /// <summary>A thing as large as a cat walks to and fro and rests between.</summary>
    Cat,

    /// <summary>A fifth of the picture sways like a curtain in the wind.</summary>
    Curtain,

    /// <summary>A lamp is switched on after half of the time.</summary>
    Lamp,

    /// <summary>The light falls to 55 %.</summary>
    Daylight,

    /// <summary>A monitor's glow from below changes its colour every two seconds.</summary>
    Glow,
}

/// <summary>A minute in which the room is learnt while the streamer is in the picture. Rendered while it is measured: as files, the scenes would take
/// two gigabytes each.</summary>
/// <param name="Name">Shown in the report.</param>
/// <param name="Room">Picture below <c>rooms/</c>, without extension; of a held-out house.</param>
/// <param name="Streamer">A cut-out.</param>
/// <param name="Event">What happens to the room.</param>
internal sealed record LearnScene(string Name, string Room, Casting Streamer, RoomEvent Event = RoomEvent.None)
{
    /// <summary>Pictures per second: the streamer moves as fast as ever, between fewer pictures.</summary>
    public const int Rate = Scene.FramesPerSecond / Step;

    /// <summary>Frames of the usual rate from one picture to the next.</summary>
    public const int Step = 3;

    /// <summary>Seconds to learn from, and after them the seconds that are measured.</summary>
    public const int Learning = 60;

    /// <summary>Seconds that are measured.</summary>
    public const int Measured = 6;

    public static IReadOnlyList<LearnScene> All { get; } =
    [
        new("learn-desk", "317_bedroom", new Casting("street/0308", Moves.AtTheDesk, 3)),
        new("learn-leaves", "457_kitchen", new Casting("portraits/115", Moves.LeavesAndReturns, 3)),
        new("learn-reads", "327_bathroom", new Casting("portraits/123", Moves.HardlyMoves, 2)),
        new("learn-chair", "137_bedroom", new Casting("street/0983", Moves.AtTheDesk, 4), RoomEvent.Chair),
        new("learn-cat", "187_bathroom", new Casting("portraits/131", Moves.AtTheDesk, 1), RoomEvent.Cat),
        new("learn-curtain", "217_bedroom", new Casting("street/0979", Moves.AtTheDesk, 2), RoomEvent.Curtain),
        new("learn-lamp", "327_kitchen", new Casting("street/0534", Moves.AtTheDesk, 5), RoomEvent.Lamp),
        new("learn-daylight", "307_bedroom", new Casting("street/0764", Moves.AtTheDesk, 6), RoomEvent.Daylight),
        new("learn-glow", "107_bathroom", new Casting("portraits/3", Moves.AtTheDesk, 7), RoomEvent.Glow),
    ];
}
