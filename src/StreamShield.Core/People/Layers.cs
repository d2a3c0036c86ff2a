namespace StreamShield.Core;

/// <summary>Whom a pixel of the coarse matte belongs to. Bits, so that a place may have been both's.</summary>
internal static class Layers
{
    /// <summary>Nobody's, or not known.</summary>
    public const byte None = 0;

    /// <summary>The streamer's.</summary>
    public const byte Own = 1;

    /// <summary>Somebody else's.</summary>
    public const byte Other = 2;

    /// <summary>Both are in it: to be shared out pixel by pixel.</summary>
    public const byte Both = Own | Other;

    /// <summary>The streamer's in colours that the streamer did not have so far: shown, not learnt.</summary>
    public const byte New = Own | 4;
}
