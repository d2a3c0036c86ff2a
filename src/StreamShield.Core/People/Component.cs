namespace StreamShield.Core;

/// <summary>A connected part of a coarse matte.</summary>
internal struct Component
{
    /// <summary>Pixels.</summary>
    public int Area;

    /// <summary>The upright frame around it.</summary>
    public PixelArea Frame;

    /// <summary>Pixels in it that were the streamer's, by the streamer's motion.</summary>
    public int Own;

    /// <summary>Pixels in it that were somebody else's, by their motion.</summary>
    public int Foreign;

    /// <summary>Pixels in it that are farther from where the streamer was than a limb moves in one frame.</summary>
    public int Grown;

    /// <summary>Whether somebody else may be in it: where they were, or as much as suddenly came.</summary>
    public readonly bool IsDisputed => Foreign > Math.Max(12, Area / 32) || Grown > Math.Max(40, Area / 25);
}
