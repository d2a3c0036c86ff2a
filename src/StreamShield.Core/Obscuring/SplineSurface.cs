using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>Draws a smooth surface through a small grid of colours: uniform cubic B-spline, separable, computed in numbers and rounded once. Allocates only when made.</summary>
internal sealed class SplineSurface
{
    private readonly int _columns;
    private readonly int _rows;
    private readonly Taps[] _across;
    private readonly Taps[] _down;
    private readonly float[] _wide;

    public SplineSurface(int columns, int rows)
    {
        _columns = columns;
        _rows = rows;
        _across = Taps.For(columns, HiddenPicture.Width);
        _down = Taps.For(rows, HiddenPicture.Height);
        _wide = new float[HiddenPicture.Width * rows * 3];
    }

    /// <summary>Fills the hidden picture from the grid, B G R per cell.</summary>
    public void Draw(ReadOnlySpan<byte> grid, HiddenPicture hidden)
    {
        var wideStride = HiddenPicture.Width * 3;
        for (var row = 0; row < _rows; row++)
        {
            var cells = grid.Slice(row * _columns * 3, _columns * 3);
            var wide = _wide.AsSpan(row * wideStride, wideStride);
            for (var x = 0; x < HiddenPicture.Width; x++)
            {
                var t = _across[x];
                for (var channel = 0; channel < 3; channel++)
                {
                    wide[(x * 3) + channel] = (t.W0 * cells[(t.I0 * 3) + channel]) + (t.W1 * cells[(t.I1 * 3) + channel])
                        + (t.W2 * cells[(t.I2 * 3) + channel]) + (t.W3 * cells[(t.I3 * 3) + channel]);
                }
            }
        }

        for (var y = 0; y < HiddenPicture.Height; y++)
        {
            var t = _down[y];
            var r0 = _wide.AsSpan(t.I0 * wideStride, wideStride);
            var r1 = _wide.AsSpan(t.I1 * wideStride, wideStride);
            var r2 = _wide.AsSpan(t.I2 * wideStride, wideStride);
            var r3 = _wide.AsSpan(t.I3 * wideStride, wideStride);
            var target = hidden.Pixels.Slice(y * wideStride, wideStride);
            for (var i = 0; i < target.Length; i += Vector128<byte>.Count)
            {
                // A row of the hidden picture is a whole number of blocks.
                Vector128.Narrow(
                    Vector128.Narrow(Mix(t, r0, r1, r2, r3, i), Mix(t, r0, r1, r2, r3, i + 4)),
                    Vector128.Narrow(Mix(t, r0, r1, r2, r3, i + 8), Mix(t, r0, r1, r2, r3, i + 12))).CopyTo(target[i..]);
            }
        }
    }

    private static Vector128<uint> Mix(Taps t, ReadOnlySpan<float> r0, ReadOnlySpan<float> r1, ReadOnlySpan<float> r2, ReadOnlySpan<float> r3, int at)
    {
        var sum = (Vector128.Create(r0.Slice(at, 4)) * t.W0) + (Vector128.Create(r1.Slice(at, 4)) * t.W1)
            + (Vector128.Create(r2.Slice(at, 4)) * t.W2) + (Vector128.Create(r3.Slice(at, 4)) * t.W3) + Vector128.Create(0.5f);
        return Vector128.ConvertToInt32(sum).AsUInt32();
    }

    /// <summary>Four neighbours and their weights; beyond the border the outermost cell is repeated.</summary>
    private readonly record struct Taps(int I0, int I1, int I2, int I3, float W0, float W1, float W2, float W3)
    {
        public static Taps[] For(int from, int to)
        {
            var taps = new Taps[to];
            for (var i = 0; i < to; i++)
            {
                var position = ((i + 0.5) * from / to) - 0.5;
                var first = (int)Math.Floor(position);
                var t = (float)(position - first);
                int At(int offset) => Math.Clamp(first + offset, 0, from - 1);
                taps[i] = new Taps(
                    At(-1), At(0), At(1), At(2),
                    (1 - t) * (1 - t) * (1 - t) / 6,
                    ((3 * t * t * t) - (6 * t * t) + 4) / 6,
                    ((-3 * t * t * t) + (3 * t * t) + (3 * t) + 1) / 6,
                    t * t * t / 6);
            }

            return taps;
        }
    }
}
