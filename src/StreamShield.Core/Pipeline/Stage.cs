namespace StreamShield.Core;

/// <summary>The timed stages of a frame's way through the shield.</summary>
public enum Stage
{
    /// <summary>Scaling and the model: the coarse matte.</summary>
    Segment = 0,

    /// <summary>The streamer alone, the fine matte, the zones.</summary>
    Refine,

    /// <summary>The hidden picture, with the zones' own effects.</summary>
    Obscure,

    /// <summary>Laying the streamer over the hidden picture, as NV12.</summary>
    Composite,
}
