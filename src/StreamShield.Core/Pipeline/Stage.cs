namespace StreamShield.Core;

/// <summary>The timed stages of a frame's way through the shield.</summary>
public enum Stage
{
    /// <summary>Scaling and the model: the coarse matte.</summary>
    Segment = 0,

    /// <summary>The fine matte.</summary>
    Refine,

    /// <summary>The hidden picture.</summary>
    Obscure,

    /// <summary>Laying the streamer over the hidden picture, as NV12.</summary>
    Composite,
}
