namespace StreamShield.Core.Pipeline;

/// <summary>The timed stages of shielding a frame.</summary>
public enum Stage
{
    /// <summary>Finding the known room and its lighting.</summary>
    Room = 0,

    /// <summary>Scaling and running the model, which gives the coarse matte.</summary>
    Segment,

    /// <summary>Removing other people from the matte.</summary>
    People,

    /// <summary>Refining, which gives the fine matte.</summary>
    Refine,

    /// <summary>Hiding what matches the known room.</summary>
    Veto,

    /// <summary>Applying the zones to the matte.</summary>
    Zones,

    /// <summary>Making the hidden picture, with the zones' own effects.</summary>
    Obscure,

    /// <summary>Drawing the streamer over the hidden picture, as NV12.</summary>
    Composite,

    /// <summary>Learning the room from what was hidden.</summary>
    Learn,
}
