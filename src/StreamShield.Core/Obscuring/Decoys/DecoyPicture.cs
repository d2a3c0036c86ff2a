using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring.Decoys;

/// <summary>A decoy out of focus, stored as a small grid of colours that a <see cref="SplineSurface"/> draws.</summary>
internal sealed class DecoyPicture
{
    /// <summary>Cells along the longer side.</summary>
    private const int GridSide = 128;

    /// <summary>Longer side, in pixels, of the sharp picture that is then blurred.</summary>
    private const int SharpSide = 320;

    /// <summary>Radius of the blur disc at strength 0, in pixels of the sharp picture.</summary>
    private const float MinRadius = 3;

    /// <summary>Radius at strength 100 divided by the radius at strength 0.</summary>
    private const float MaxOverMin = 5;

    /// <summary>Gamma-coded values 0..255, R G B per cell.</summary>
    private readonly float[] _colours;

    private DecoyPicture(FrameSize size, int strength, Func<int, int, float[]> paint)
    {
        int Side(int longest, int side) => Math.Max(1, longest * side / Math.Max(size.Width, size.Height));
        (Columns, Rows) = (Side(GridSide, size.Width), Side(GridSide, size.Height));
        var (width, height) = (Side(SharpSide, size.Width), Side(SharpSide, size.Height));
        var radius = MinRadius * MathF.Pow(MaxOverMin, strength / 100f);
        _colours = Shrink(DiscBlur.Blur(paint(width, height), width, radius), width, height);
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Makes a decoy from a drawn room.</summary>
    public static DecoyPicture OfRoom(FrameSize size, int strength, int seed) => new(size, strength, (width, height) => DecoyRoom.Paint(width, height, seed));

    /// <summary>Makes a decoy from the user's picture.</summary>
    public static DecoyPicture OfImage(FrameSize size, int strength, BackgroundImage image) => new(size, strength, (width, height) =>
    {
        var bgr = image.CoverBgr(width, height);
        var picture = new float[bgr.Length];
        for (var i = 0; i < bgr.Length; i += 3)
        {
            (picture[i], picture[i + 1], picture[i + 2]) = (Tint.Linear(bgr[i + 2] / 255f), Tint.Linear(bgr[i + 1] / 255f), Tint.Linear(bgr[i] / 255f));
        }

        return picture;
    });

    /// <summary>Computes the colours for a tone. Does not allocate.</summary>
    /// <param name="exposure">Brightness factor.</param>
    /// <param name="warmth">Red is multiplied by 1 + this, blue by 1 - this.</param>
    /// <param name="yuv">Receives Y U V per cell, in the range of NV12.</param>
    public void Develop(float exposure, float warmth, Span<float> yuv)
    {
        var (toR, toB) = (exposure * (1 + warmth), exposure * (1 - warmth));
        for (var i = 0; i < _colours.Length; i += 3)
        {
            (yuv[i], yuv[i + 1], yuv[i + 2]) = Nv12.Convert(Expose(_colours[i + 2], toB), Expose(_colours[i + 1], exposure), Expose(_colours[i], toR));
        }
    }

    /// <summary>Applies the factor in the dark parts. Black stays black and white stays white, so that no window is overexposed.</summary>
    private static float Expose(float value, float factor) => factor * value / (1 + ((factor - 1) * value / 255));

    /// <summary>Averages whole cells and returns gamma-coded values.</summary>
    private float[] Shrink(float[] picture, int width, int height)
    {
        var colours = new float[Columns * Rows * 3];
        for (var row = 0; row < Rows; row++)
        {
            var (top, bottom) = (row * height / Rows, (row + 1) * height / Rows);
            for (var column = 0; column < Columns; column++)
            {
                var (left, right) = (column * width / Columns, (column + 1) * width / Columns);
                var (r, g, b) = (0f, 0f, 0f);
                for (var y = top; y < bottom; y++)
                {
                    for (var at = ((y * width) + left) * 3; at < ((y * width) + right) * 3; at += 3)
                    {
                        (r, g, b) = (r + picture[at], g + picture[at + 1], b + picture[at + 2]);
                    }
                }

                var (cell, count) = (((row * Columns) + column) * 3, (bottom - top) * (right - left));
                (colours[cell], colours[cell + 1], colours[cell + 2]) = (Tint.Coded(r / count) * 255, Tint.Coded(g / count) * 255, Tint.Coded(b / count) * 255);
            }
        }

        return colours;
    }
}
