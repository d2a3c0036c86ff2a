using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>A connected part of a coarse matte.</summary>
internal struct Component
{
    /// <summary>Pixels.</summary>
    public int Area;

    /// <summary>The upright frame around it.</summary>
    public PixelArea Frame;

    /// <summary>Pixels in it where the streamer was, by the streamer's motion.</summary>
    public int Own;

    /// <summary>Pixels in it that are farther from where the streamer was than a limb moves in one frame.</summary>
    public int Grown;

    /// <summary>Whether such pixels touch the picture's left or right edge, where the streamer did not.</summary>
    public bool GrownFromEdge;

    /// <summary>Bits of the bodies, the streamer's aside, that are in it.</summary>
    public byte Others;

    /// <summary>Bits of whoever it belongs to.</summary>
    public byte Owner;
}
