namespace StreamShield.Audit.Live;

/// <summary>The numbers of a check before a stream. Shares are 0..1.</summary>
public sealed record LiveAuditFigures
{
    /// <summary>How long was watched, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Pictures shown shielded.</summary>
    public required long Shown { get; init; }

    /// <summary>Of those, how many were measured: newest wins when measuring is slower.</summary>
    public required long Measured { get; init; }

    /// <summary>Frames that a newer one replaced because the shield was busy.</summary>
    public required long Dropped { get; init; }

    /// <summary>Shielded pictures per second.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Share of the time in which the slate was shown.</summary>
    public required double SlateShare { get; init; }

    /// <summary>Share of the measured pictures in which the streamer was shown.</summary>
    public required double StreamerShare { get; init; }

    /// <summary>Mean brightness of what the camera saw, levels 0..255.</summary>
    public required double Brightness { get; init; }

    /// <summary>True when a captured plate was the truth; false when the room was learnt during the check, which is weaker evidence.</summary>
    public required bool HasPlate { get; init; }

    /// <summary>Share of the picture in which the room is known; what is unknown is not judged.</summary>
    public required double RoomKnown { get; init; }

    /// <summary>Mean share of the room's textured cells that leak in a picture.</summary>
    public required double Leak { get; init; }

    /// <summary>The same in the worst picture.</summary>
    public required double LeakWorst { get; init; }

    /// <summary>Share of the cells that leaked in at least three pictures.</summary>
    public required double Recovered { get; init; }

    /// <summary>Share of the cells that leaked in at least one.</summary>
    public required double RecoveredOnce { get; init; }

    /// <summary>Most features of a photo of the room found in any picture or attack; 12 or more mean found.</summary>
    public required int Match { get; init; }
}
