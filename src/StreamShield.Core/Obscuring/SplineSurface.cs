using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>Draws a smooth surface through a small grid of colours over a whole hidden picture: a uniform cubic B-spline, separable, computed in
/// floating point and rounded once so that no lattice shows. Allocates only on construction.</summary>
internal sealed class SplineSurface
{
    /// <summary>Number of pixels computed at once.</summary>
    private const int Block = 16;

    private const int Lane = 8;

    private readonly FrameSize _size;
    private readonly int _columns;
    private readonly int _rows;
    private readonly Taps[] _lumaAcross;
    private readonly Taps[] _lumaDown;
    private readonly Taps[] _chromaAcross;
    private readonly Taps[] _chromaDown;
    private readonly float[] _wideLuma;
    private readonly float[] _wideChroma;

    /// <param name="size">Size of the hidden pictures.</param>
    /// <param name="columns">Grid cells across.</param>
    /// <param name="rows">Grid cells down.</param>
    public SplineSurface(FrameSize size, int columns, int rows)
    {
        (_size, _columns, _rows) = (size, columns, rows);
        _lumaAcross = Taps.For(columns, size.Width);
        _lumaDown = Taps.For(rows, size.Height);
        _chromaAcross = Taps.For(columns, size.Width / 2);
        _chromaDown = Taps.For(rows, size.Height / 2);
        _wideLuma = new float[size.Width * rows];
        _wideChroma = new float[size.Width * rows];
    }

    /// <summary>Fills the hidden picture.</summary>
    /// <param name="grid">Y U V of each cell, row by row, in the range of NV12.</param>
    /// <param name="hidden">The picture to fill, of the size given to the constructor.</param>
    public void Draw(ReadOnlySpan<float> grid, HiddenPicture hidden)
    {
        for (var row = 0; row < _rows; row++)
        {
            Widen(grid.Slice(row * _columns * 3, _columns * 3), _wideLuma.AsSpan(row * _size.Width, _size.Width), _wideChroma.AsSpan(row * _size.Width, _size.Width));
        }

        DrawRows(_wideLuma, _lumaDown, hidden.Luma);
        DrawRows(_wideChroma, _chromaDown, hidden.Chroma);
    }

    private void Widen(ReadOnlySpan<float> cells, Span<float> luma, Span<float> chroma)
    {
        for (var x = 0; x < _lumaAcross.Length; x++)
        {
            luma[x] = _lumaAcross[x].Mix(cells, 0);
        }

        for (var x = 0; x < _chromaAcross.Length; x++)
        {
            chroma[2 * x] = _chromaAcross[x].Mix(cells, 1);
            chroma[(2 * x) + 1] = _chromaAcross[x].Mix(cells, 2);
        }
    }

    private void DrawRows(float[] wide, Taps[] down, Span<byte> plane)
    {
        ref var rows = ref MemoryMarshal.GetArrayDataReference(wide);
        ref var target = ref MemoryMarshal.GetReference(plane);
        var width = _size.Width;
        for (var y = 0; y < down.Length; y++)
        {
            var taps = down[y];
            for (var x = 0; x < width; x += Block)
            {
                // The last block overlaps the one before.
                var at = Math.Min(x, width - Block);
                var left = taps.Mix(ref rows, width, at);
                var right = taps.Mix(ref rows, width, at + Lane);
                var words = Vector256.Narrow(left, right);
                Vector128.Narrow(words.GetLower(), words.GetUpper()).StoreUnsafe(ref target, (nuint)((y * width) + at));
            }
        }
    }

    /// <summary>Four neighbouring samples and their weights. The outermost cell is repeated beyond the border.</summary>
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

        /// <summary>Blends one channel of four Y U V cells.</summary>
        public float Mix(ReadOnlySpan<float> cells, int channel) =>
            (W0 * cells[(I0 * 3) + channel]) + (W1 * cells[(I1 * 3) + channel]) + (W2 * cells[(I2 * 3) + channel]) + (W3 * cells[(I3 * 3) + channel]);

        /// <summary>Blends eight columns of four rows, rounded.</summary>
        public Vector256<uint> Mix(ref float rows, int width, int at)
        {
            var sum = (Vector256.LoadUnsafe(ref rows, (nuint)((I0 * width) + at)) * W0)
                + (Vector256.LoadUnsafe(ref rows, (nuint)((I1 * width) + at)) * W1)
                + (Vector256.LoadUnsafe(ref rows, (nuint)((I2 * width) + at)) * W2)
                + (Vector256.LoadUnsafe(ref rows, (nuint)((I3 * width) + at)) * W3)
                + Vector256.Create(0.5f);
            return Vector256.ConvertToInt32(sum).AsUInt32();
        }
    }
}
