namespace StreamShield.Audit.Live;

/// <summary>What a finding is about.</summary>
public enum LiveFindingKind
{
    /// <summary>No shielded picture came, or too few to judge.</summary>
    NoPicture = 0,

    /// <summary>The slate was shown for a part of the time.</summary>
    Slate,

    /// <summary>The streamer was not found in most pictures.</summary>
    Streamer,

    /// <summary>Parts of the room were seen.</summary>
    Leak,

    /// <summary>Settings were changed meanwhile, so that the figures mix two of them.</summary>
    Changed,

    /// <summary>No captured plate.</summary>
    Plate,

    /// <summary>It is dark.</summary>
    Light,

    /// <summary>Fewer pictures per second than wanted.</summary>
    Speed,

    /// <summary>A blur of the real room can be matched by its colours.</summary>
    Effect,
}
