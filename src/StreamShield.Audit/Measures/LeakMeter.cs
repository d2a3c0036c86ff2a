using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OpenCvSharp;

namespace StreamShield.Audit.Measures;

/// <summary>
/// Counts the parts of the room that a clip reveals, frame by frame: 8x8 cells of textured background pixels whose fine detail survives in the output
/// (normalised cross-correlation above 0.6 and more than 0.3 of its strength). A patient attacker keeps what was seen in at least three frames
/// (Hilgefort, Arp, Rieck 2021; Sabra, Maiti, Jadliwala 2022). Owns its buffers; not thread-safe.
/// </summary>
public sealed class LeakMeter : IDisposable
{
    /// <summary>Side of a cell in pixels.</summary>
    public const int CellSide = 8;

    /// <summary>Minimum standard deviation, in levels, of a textured cell's detail; sensor noise stays below it.</summary>
    public const double MinTexture = 3;

    /// <summary>Minimum correlation of a leaking cell.</summary>
    public const double MinCorrelation = 0.6;

    /// <summary>Minimum strength of the detail in a leaking cell, as a share of the raw detail's.</summary>
    public const double MinStrength = 0.3;

    /// <summary>Number of frames in which a cell must leak to count as recovered.</summary>
    public const int Patience = 3;

    private const byte Unseen = 128;

    private readonly MaskedDetail _detail = new();
    private readonly Mat _rawDetail = new();
    private readonly Mat _outputDetail = new();
    private readonly Mat _assembled;
    private readonly int _width;
    private readonly int[] _leaks;
    private readonly int[] _chances;
    private readonly int[] _backgrounds;
    private readonly float[] _best;
    private readonly List<double> _shares = [];

    /// <summary>Creates a meter that has seen no frames.</summary>
    /// <param name="width">Width of all pictures in pixels; pixels beyond the last whole cell are ignored.</param>
    /// <param name="height">Height of all pictures in pixels.</param>
    public LeakMeter(int width, int height)
    {
        _width = width;
        Columns = width / CellSide;
        Rows = height / CellSide;
        _leaks = new int[Columns * Rows];
        _chances = new int[Columns * Rows];
        _backgrounds = new int[Columns * Rows];
        _best = new float[Columns * Rows];
        _assembled = new Mat(height, width, MatType.CV_8UC3, Scalar.All(Unseen));
    }

    /// <summary>Cells per row.</summary>
    public int Columns { get; }

    /// <summary>Rows of cells.</summary>
    public int Rows { get; }

    /// <summary>Per frame: leaking cells over textured background cells, 0..1.</summary>
    public IReadOnlyList<double> Shares => _shares;

    /// <summary>Mean of <see cref="Shares"/>.</summary>
    public double Mean => _shares.Count == 0 ? 0 : _shares.Average();

    /// <summary>Largest of <see cref="Shares"/>.</summary>
    public double Worst => _shares.Count == 0 ? 0 : _shares.Max();

    /// <summary>Share of the cells that leaked in at least <see cref="Patience"/> frames, among those that were textured background at least once.</summary>
    public double Recovered => ShareOfCells(Patience);

    /// <summary>Share of the cells that leaked in at least one frame.</summary>
    public double RecoveredOnce => ShareOfCells(1);

    /// <summary>Number of frames in which each cell leaked, row by row.</summary>
    public ReadOnlySpan<int> Leaks => _leaks;

    /// <summary>Number of frames in which each cell was textured background, row by row.</summary>
    public ReadOnlySpan<int> Chances => _chances;

    /// <summary>Number of frames in which each cell had nothing of the streamer, textured or not, row by row.</summary>
    public ReadOnlySpan<int> Backgrounds => _backgrounds;

    /// <summary>Number of cells that could have leaked in some frame.</summary>
    public int Judged => _chances.Count(chances => chances > 0);

    /// <summary>What an attacker can assemble: each leaked cell from the output that shows it best, the rest grey. Valid until disposed.</summary>
    public Mat Assembled => _assembled;

    /// <summary>Adds one frame.</summary>
    /// <param name="raw">What the camera captured, BGR.</param>
    /// <param name="output">What was shown, BGR.</param>
    /// <param name="background">255 where the raw pixel is certainly room and has nothing of the streamer, otherwise 0.</param>
    /// <returns>Share of the frame's textured background cells that leak.</returns>
    public double Add(Mat raw, Mat output, Mat background)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(background);
        if (raw.Size() != _assembled.Size() || output.Size() != raw.Size() || background.Size() != raw.Size())
        {
            throw new ArgumentException($"The pictures are not all {_assembled.Cols}x{_assembled.Rows}.", nameof(raw));
        }

        _detail.SetMask(background);
        _detail.Of(raw, _rawDetail);
        _detail.Of(output, _outputDetail);
        var (textured, leaked) = (0, 0);
        var mask = background.Bytes();
        var rawDetail = _rawDetail.Floats();
        var outputDetail = _outputDetail.Floats();
        for (var cell = 0; cell < _leaks.Length; cell++)
        {
            var at = FirstPixel(cell);
            if (!IsBackground(mask[at..]))
            {
                continue;
            }

            _backgrounds[cell]++;
            var (texture, strength, correlation) = Compare(rawDetail[at..], outputDetail[at..]);
            if (texture < MinTexture)
            {
                continue;
            }

            textured++;
            _chances[cell]++;
            if (correlation > MinCorrelation && strength > MinStrength * texture)
            {
                leaked++;
                _leaks[cell]++;
                Keep(output, cell, (float)correlation);
            }
        }

        _shares.Add(textured == 0 ? 0 : (double)leaked / textured);
        return _shares[^1];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _detail.Dispose();
        _rawDetail.Dispose();
        _outputDetail.Dispose();
        _assembled.Dispose();
    }

    private Rect Area(int cell) => new(cell % Columns * CellSide, cell / Columns * CellSide, CellSide, CellSide);

    /// <summary>Index of the cell's first pixel in a picture.</summary>
    private int FirstPixel(int cell) => (cell / Columns * CellSide * _width) + (cell % Columns * CellSide);

    private bool IsBackground(ReadOnlySpan<byte> mask)
    {
        for (var y = 0; y < CellSide; y++)
        {
            if (MemoryMarshal.Read<ulong>(mask[(y * _width)..]) != ulong.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Strength of a cell's detail in the raw picture and in the output, and their correlation.</summary>
    private (double Raw, double Output, double Correlation) Compare(ReadOnlySpan<float> raw, ReadOnlySpan<float> output)
    {
        var (a, b) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var (aa, bb, ab) = (a, a, a);
        for (var y = 0; y < CellSide; y++)
        {
            var (one, two) = (Vector256.Create(raw[(y * _width)..]), Vector256.Create(output[(y * _width)..]));
            a += one;
            b += two;
            aa += one * one;
            bb += two * two;
            ab += one * two;
        }

        const double Count = CellSide * CellSide;
        var (meanA, meanB) = (Vector256.Sum(a) / Count, Vector256.Sum(b) / Count);
        var varianceA = Math.Max(0, (Vector256.Sum(aa) / Count) - (meanA * meanA));
        var varianceB = Math.Max(0, (Vector256.Sum(bb) / Count) - (meanB * meanB));
        var covariance = (Vector256.Sum(ab) / Count) - (meanA * meanB);
        var scale = Math.Sqrt(varianceA * varianceB);
        return (Math.Sqrt(varianceA), Math.Sqrt(varianceB), scale > 1e-6 ? covariance / scale : 0);
    }

    private void Keep(Mat output, int cell, float correlation)
    {
        if (correlation <= _best[cell])
        {
            return;
        }

        _best[cell] = correlation;
        using var from = output[Area(cell)];
        using var to = _assembled[Area(cell)];
        from.CopyTo(to);
    }

    private double ShareOfCells(int frames)
    {
        var possible = Judged;
        return possible == 0 ? 0 : (double)_leaks.Count(leaks => leaks >= frames) / possible;
    }
}
