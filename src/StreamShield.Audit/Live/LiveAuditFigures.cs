namespace StreamShield.Audit.Live;

/// <summary>The measurements of a check before a stream. Shares are 0..1.</summary>
public sealed record LiveAuditFigures
{
    /// <summary>How long the session was watched, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Number of shielded pictures shown.</summary>
    public required long Shown { get; init; }

    /// <summary>How many of those were measured: the newest win if measuring is slower.</summary>
    public required long Measured { get; init; }

    /// <summary>Frames replaced by a newer one because the shield was busy.</summary>
    public required long Dropped { get; init; }

    /// <summary>Shielded pictures per second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Share of the time during which the slate was shown.</summary>
    public required double SlateShare { get; init; }

    /// <summary>Share of the measured pictures in which the streamer was visible.</summary>
    public required double StreamerShare { get; init; }

    /// <summary>Mean brightness of the raw pictures, 0..255.</summary>
    public required double Brightness { get; init; }

    /// <summary>True if a captured plate was the reference; false if the room was learnt during the check, which is weaker evidence.</summary>
    public required bool HasPlate { get; init; }

    /// <summary>Share of the picture in which the room is known; the rest is not judged.</summary>
    public required double RoomKnown { get; init; }

    /// <summary>Mean share of the room's textured cells that leak in a picture.</summary>
    public required double Leak { get; init; }

    /// <summary>The same share in the worst picture.</summary>
    public required double LeakWorst { get; init; }

    /// <summary>Share of the cells that leaked in at least three pictures.</summary>
    public required double Recovered { get; init; }

    /// <summary>Share of the cells that leaked in at least one picture.</summary>
    public required double RecoveredOnce { get; init; }

    /// <summary>Maximum number of features of a photo of the room found in any picture or attack; from 12 on, the room counts as found.</summary>
    public required int Match { get; init; }
}
