namespace StreamShield.Core.Registration;

/// <summary>How the lighting of a frame differs from the plate's: expected level = gain x plate level + offset, per channel, levels 0..255.</summary>
/// <param name="GainB">Gain of blue.</param>
/// <param name="OffsetB">Offset of blue.</param>
/// <param name="GainG">Gain of green.</param>
/// <param name="OffsetG">Offset of green.</param>
/// <param name="GainR">Gain of red.</param>
/// <param name="OffsetR">Offset of red.</param>
public readonly record struct Light(float GainB, float OffsetB, float GainG, float OffsetG, float GainR, float OffsetR)
{
    /// <summary>The plate's own lighting.</summary>
    public static Light Same { get; } = new(1, 0, 1, 0, 1, 0);
}
