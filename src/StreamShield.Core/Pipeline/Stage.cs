namespace StreamShield.Core.Pipeline;

/// <summary>The timed stages of a frame's way through the shield.</summary>
public enum Stage
{
    /// <summary>Finding the known room: its place and light.</summary>
    Room = 0,

    /// <summary>Scaling and the model: the coarse matte.</summary>
    Segment,

    /// <summary>Leaving the streamer alone.</summary>
    People,

    /// <summary>The fine matte.</summary>
    Refine,

    /// <summary>Hiding what matches the known room.</summary>
    Veto,

    /// <summary>The zones' last word.</summary>
    Zones,

    /// <summary>The hidden picture, with the zones' own effects.</summary>
    Obscure,

    /// <summary>Laying the streamer over the hidden picture, as NV12.</summary>
    Composite,

    /// <summary>Learning the room from what was hidden.</summary>
    Learn,
}
