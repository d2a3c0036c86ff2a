using System.Runtime.Intrinsics;

namespace StreamShield.Core.Registration;

/// <summary>The 16-bit lanes of each channel when 24 bytes of B G R (eight pixels) are widened into two vectors. The last eight lanes are
/// unused.</summary>
internal static class BgrLanes
{
    /// <summary>Blue in lanes 0 to 15.</summary>
    public static Vector256<ushort> FirstB => Vector256.Create((ushort)0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF);

    /// <summary>Green in lanes 0 to 15.</summary>
    public static Vector256<ushort> FirstG => Vector256.Create((ushort)0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0);

    /// <summary>Red in lanes 0 to 15.</summary>
    public static Vector256<ushort> FirstR => Vector256.Create((ushort)0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0);

    /// <summary>Blue in lanes 16 to 23.</summary>
    public static Vector256<ushort> SecondB => Vector256.Create((ushort)0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Green in lanes 16 to 23.</summary>
    public static Vector256<ushort> SecondG => Vector256.Create((ushort)0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Red in lanes 16 to 23.</summary>
    public static Vector256<ushort> SecondR => Vector256.Create((ushort)0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0xFFFF, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Fills every lane with the value for its channel.</summary>
    public static (Vector256<ushort> First, Vector256<ushort> Second) Fill(ushort b, ushort g, ushort r)
    {
        var (blue, green, red) = (Vector256.Create(b), Vector256.Create(g), Vector256.Create(r));
        return (
            (blue & FirstB) | (green & FirstG) | (red & FirstR),
            (blue & SecondB) | (green & SecondG) | (red & SecondR));
    }
}
