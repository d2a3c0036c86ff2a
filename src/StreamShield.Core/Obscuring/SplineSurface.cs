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
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = (byte)((t.W0 * r0[i]) + (t.W1 * r1[i]) + (t.W2 * r2[i]) + (t.W3 * r3[i]) + 0.5f);
            }
        }
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
