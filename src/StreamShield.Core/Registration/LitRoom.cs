using System.Runtime.Intrinsics;

namespace StreamShield.Core.Registration;

/// <summary>The lighting of one cell of the room, as factors for 32 bytes of B G R that begin with blue: expected level = level x gain + offset,
/// clamped to 0..255.</summary>
internal readonly struct LitRoom
{
    /// <summary>Fraction bits of the gains.</summary>
    private const int Bits = 7;

    /// <summary>The largest gain as a number: 255 times it fits 16 bits.</summary>
    private const int MaxGain = 256;

    private readonly int _bits;
    private readonly Vector256<ushort> _firstGains;
    private readonly Vector256<ushort> _secondGains;
    private readonly Vector256<short> _firstOffsets;
    private readonly Vector256<short> _secondOffsets;

    /// <param name="light">The lighting fitted for the whole frame.</param>
    /// <param name="shadow">Local brightness factor.</param>
    public LitRoom(Light light, float shadow)
    {
        // A plate that was captured at dusk may be lit more than twice as bright later.
        var brightest = Math.Max(light.GainB, Math.Max(light.GainG, light.GainR)) * shadow;
        _bits = brightest * (1 << Bits) <= MaxGain ? Bits : Bits - 1;
        var (b, g, r) = (Gain(light.GainB * shadow), Gain(light.GainG * shadow), Gain(light.GainR * shadow));
        (_firstGains, _secondGains) = BgrLanes.Fill(b, g, r);
        var (firstOffsets, secondOffsets) = BgrLanes.Fill(Offset(light.OffsetB * shadow), Offset(light.OffsetG * shadow), Offset(light.OffsetR * shadow));
        (_firstOffsets, _secondOffsets) = (firstOffsets.AsInt16(), secondOffsets.AsInt16());
    }

    /// <summary>Computes what the plate's bytes should look like in the frame.</summary>
    public Vector256<byte> Apply(Vector256<byte> plate) => Vector256.Narrow(
        Level(Vector256.WidenLower(plate), _firstGains, _firstOffsets),
        Level(Vector256.WidenUpper(plate), _secondGains, _secondOffsets));

    private Vector256<ushort> Level(Vector256<ushort> plate, Vector256<ushort> gains, Vector256<short> offsets)
    {
        var level = ((plate * gains) >>> _bits).AsInt16() + offsets;
        return Vector256.Min(Vector256.Max(level, Vector256<short>.Zero), Vector256.Create((short)255)).AsUInt16();
    }

    private ushort Gain(float gain) => (ushort)Math.Clamp((gain * (1 << _bits)) + 0.5f, 0, MaxGain);

    private static ushort Offset(float offset) => (ushort)(short)MathF.Round(Math.Clamp(offset, -255, 255));
}
