namespace StreamShield.Lab.Rooms;

/// <summary>One clip to build, fully determined by these values.</summary>
/// <param name="Name">Folder name.</param>
/// <param name="Kind">Group in the report.</param>
/// <param name="Room">Picture below <c>rooms/</c>, without extension; of a held-out house.</param>
/// <param name="Streamer">Who is to be shown.</param>
internal sealed record Scene(string Name, string Kind, string Room, Casting Streamer)
{
    public const int Width = 1280;
    public const int Height = 720;
    public const int FramesPerSecond = 30;

    /// <summary>Length of the clip.</summary>
    public int Frames { get; init; } = 180;

    /// <summary>What light and camera do.</summary>
    public Drift Drift { get; init; } = Drift.None;

    /// <summary>A second person, or null.</summary>
    public Casting? Other { get; init; }

    /// <summary>True when the second person passes between camera and streamer.</summary>
    public bool OtherInFront { get; init; }

    /// <summary>Frame in which the second person begins.</summary>
    public int OtherFrom { get; init; }

    /// <summary>Frames that the second person takes; 0 for the whole clip.</summary>
    public int OtherFrames { get; init; }

    /// <summary>Things in the picture.</summary>
    public IReadOnlyList<Prop> Props { get; init; } = [];

    /// <summary>A click on the streamer, or null.</summary>
    public PickMoment? Pick { get; init; }

    /// <summary>Room after half of the clip when the camera is moved to another one.</summary>
    public string? SecondRoom { get; init; }

    /// <summary>Seed of noise and of the attacker's photo.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>True when the empty room differs from frame to frame.</summary>
    public bool RoomChanges => Drift != Drift.None || SecondRoom is not null;
}
