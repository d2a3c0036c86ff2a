using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Plates;

/// <summary>Converts a frame's levels to the plate's lighting, in 256ths.</summary>
internal readonly struct PlateLight
{
    private const float MinGain = 0.1f;

    /// <summary>Gains and offsets of eight lanes of B G R, of which the first is blue, green or red.</summary>
    private readonly (Vector256<int> Gains, Vector256<int> Offsets) _blue;
    private readonly (Vector256<int> Gains, Vector256<int> Offsets) _green;
    private readonly (Vector256<int> Gains, Vector256<int> Offsets) _red;

    public PlateLight(Light light)
    {
        var (b, g, r) = (Inverse(light.GainB), Inverse(light.GainG), Inverse(light.GainR));
        var (db, dg, dr) = ((int)(light.OffsetB * b), (int)(light.OffsetG * g), (int)(light.OffsetR * r));
        _blue = (Vector256.Create(b, g, r, b, g, r, b, g), Vector256.Create(db, dg, dr, db, dg, dr, db, dg));
        _green = (Vector256.Create(g, r, b, g, r, b, g, r), Vector256.Create(dg, dr, db, dg, dr, db, dg, dr));
        _red = (Vector256.Create(r, b, g, r, b, g, r, b), Vector256.Create(dr, db, dg, dr, db, dg, dr, db));
    }

    /// <summary>Converts a third of sixteen pixels.</summary>
    /// <param name="bgr">B G R.</param>
    /// <param name="third">0 to 2: these bytes begin with blue, green or red.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<ushort> Apply(Vector128<byte> bgr, int third)
    {
        var (low, high) = third switch { 0 => (_blue, _red), 1 => (_green, _blue), _ => (_red, _green) };
        var (first, second) = (Vector128.WidenLower(bgr), Vector128.WidenUpper(bgr));
        return Vector256.Narrow(Levels(first, low).AsUInt32(), Levels(second, high).AsUInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Levels(Vector128<ushort> bytes, in (Vector256<int> Gains, Vector256<int> Offsets) lanes)
    {
        var levels = (Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes)).AsInt32() * lanes.Gains) - lanes.Offsets;
        return Vector256.Max(Vector256<int>.Zero, Vector256.Min(levels, Vector256.Create((int)ushort.MaxValue)));
    }

    private static int Inverse(float gain) => (int)MathF.Round(256 / MathF.Max(gain, MinGain));
}
