using StreamShield.Core.Pixels;

namespace StreamShield.Core.People;

/// <summary>A connected part of a coarse matte.</summary>
internal struct Component
{
    public int Area;

    public PixelArea Frame;

    /// <summary>Number of its pixels where the streamer was, after the streamer's motion.</summary>
    public int Own;

    /// <summary>Number of its pixels farther from where the streamer was than a limb moves in one frame.</summary>
    public int Grown;

    /// <summary>Bits of the bodies in it, without the streamer.</summary>
    public byte Others;

    /// <summary>Bits of its owners.</summary>
    public byte Owner;
}
