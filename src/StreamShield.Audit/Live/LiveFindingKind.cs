namespace StreamShield.Audit.Live;

/// <summary>Category of a finding.</summary>
public enum LiveFindingKind
{
    /// <summary>No shielded picture came, or too few to judge.</summary>
    NoPicture = 0,

    /// <summary>The slate was shown for part of the time.</summary>
    Slate,

    /// <summary>The streamer was not found in most pictures.</summary>
    Streamer,

    /// <summary>Parts of the room were visible.</summary>
    Leak,

    /// <summary>Settings were changed during the check, so the figures mix two settings.</summary>
    Changed,

    /// <summary>There is no captured plate.</summary>
    Plate,

    /// <summary>It is too dark.</summary>
    Light,

    /// <summary>Fewer pictures per second than requested.</summary>
    Speed,

    /// <summary>A blur of the real room can be matched by its colours.</summary>
    Effect,

    /// <summary>OBS takes a raw camera.</summary>
    ObsCamera,

    /// <summary>OBS takes a raw microphone.</summary>
    ObsMicrophone,

    /// <summary>Nobody reads the picture.</summary>
    Viewers,
}
