namespace StreamShield.Core;

/// <summary>
/// A blur that cannot be sharpened: the room is reduced to the mean colours of a few cells, these are quantised, and the rest is a smooth surface through them.
/// Two rooms with the same cell means give the same bytes. Only cells without a visible pixel count, so the streamer leaves no halo; a cell behind the streamer keeps its last
/// known colour or takes its neighbours'. A level changes only when the mean has clearly left it, so that noise does not dither it. Allocates only when made.
/// </summary>
public sealed class BlurObscurer : IObscurer
{
    private const int FinestColumns = 64;
    private const int CoarsestColumns = 4;
    private const int Step = 6;
    private const byte Unknown = 0;
    private const byte Filled = 1;
    private const byte Known = 2;
    private const byte Fresh = 3;

    private readonly FrameSize _size;
    private readonly AreaScaler _scaler;
    private readonly byte[] _means;
    private readonly byte[] _levels;
    private readonly byte[] _knowledge;
    private readonly bool[] _covered;
    private readonly byte[] _anyVisible;
    private readonly SplineSurface _surface;

    /// <summary>A blur for one frame size.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="strength">0..100; see <see cref="ColumnsFor"/>.</param>
    public BlurObscurer(FrameSize size, int strength)
    {
        _size = size;
        Columns = Math.Min(ColumnsFor(strength), size.Width);
        Rows = Math.Clamp((int)Math.Round((double)Columns * size.Height / size.Width), 2, size.Height);
        _scaler = new AreaScaler(size, Columns, Rows);
        _means = new byte[Columns * Rows * 3];
        _levels = new byte[Columns * Rows * 3];
        _knowledge = new byte[Columns * Rows];
        _covered = new bool[Columns * Rows];
        _anyVisible = new byte[size.Width];
        _surface = new SplineSurface(Columns, Rows);
    }

    /// <summary>Cells across the picture: detail finer than a cell is gone.</summary>
    public int Columns { get; }

    /// <summary>Cells down the picture.</summary>
    public int Rows { get; }

    /// <summary>Cells across the picture at a strength 0..100: 64 at 0, 12 at 60, 4 at 100, in equal ratios.</summary>
    public static int ColumnsFor(int strength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(strength, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strength, 100);
        return (int)Math.Round(FinestColumns * Math.Pow((double)CoarsestColumns / FinestColumns, strength / 100.0));
    }

    /// <inheritdoc/>
    public void Obscure(Frame frame, Matte matte, HiddenPicture hidden)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        ArgumentNullException.ThrowIfNull(hidden);
        _scaler.Scale(frame.Pixels, _means);
        FindCovered(matte.Alpha);
        for (var cell = 0; cell < _covered.Length; cell++)
        {
            if (!_covered[cell])
            {
                Quantise(cell);
            }
            else if (_knowledge[cell] != Known)
            {
                _knowledge[cell] = Unknown;
            }
        }

        FillUnknown();
        _surface.Draw(_levels, hidden);
    }

    /// <summary>A cell with a single visible pixel is covered: its mean would carry the streamer's colour, and detail by what the streamer cuts off.</summary>
    private void FindCovered(ReadOnlySpan<byte> alpha)
    {
        for (var row = 0; row < Rows; row++)
        {
            var (top, bottom) = (row * _size.Height / Rows, (row + 1) * _size.Height / Rows);
            RowFold.Fold(alpha[(top * _size.Width)..(bottom * _size.Width)], _anyVisible, all: []);
            for (var column = 0; column < Columns; column++)
            {
                var columns = _anyVisible.AsSpan((column * _size.Width / Columns)..((column + 1) * _size.Width / Columns));
                _covered[(row * Columns) + column] = columns.IndexOfAnyExcept((byte)0) >= 0;
            }
        }
    }

    private void Quantise(int cell)
    {
        for (var i = cell * 3; i < (cell * 3) + 3; i++)
        {
            int mean = _means[i];
            if (_knowledge[cell] != Known || Math.Abs(mean - _levels[i]) > Step * 3 / 4)
            {
                _levels[i] = (byte)Math.Min(255, ((mean + (Step / 2)) / Step) * Step);
            }
        }

        _knowledge[cell] = Known;
    }

    /// <summary>Cells never seen take the mean of what lies around them, ring by ring; where nothing is known at all, a middle grey.</summary>
    private void FillUnknown()
    {
        if (_knowledge.AsSpan().IndexOf(Unknown) < 0)
        {
            return;
        }

        if (_knowledge.AsSpan().IndexOf(Known) < 0)
        {
            _levels.AsSpan().Fill(128);
            return;
        }

        while (_knowledge.AsSpan().IndexOf(Unknown) >= 0)
        {
            for (var cell = 0; cell < _knowledge.Length; cell++)
            {
                if (_knowledge[cell] == Unknown)
                {
                    FillFromNeighbours(cell);
                }
            }

            // What was filled in this round serves the next one.
            for (var cell = 0; cell < _knowledge.Length; cell++)
            {
                _knowledge[cell] = _knowledge[cell] == Fresh ? Filled : _knowledge[cell];
            }
        }
    }

    private void FillFromNeighbours(int cell)
    {
        int b = 0, g = 0, r = 0, count = 0;
        var (row, column) = Math.DivRem(cell, Columns);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(Rows - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(Columns - 1, column + 1); x++)
            {
                var neighbour = (y * Columns) + x;
                if (_knowledge[neighbour] is Known or Filled)
                {
                    b += _levels[neighbour * 3];
                    g += _levels[(neighbour * 3) + 1];
                    r += _levels[(neighbour * 3) + 2];
                    count++;
                }
            }
        }

        if (count > 0)
        {
            _levels[cell * 3] = (byte)(b / count);
            _levels[(cell * 3) + 1] = (byte)(g / count);
            _levels[(cell * 3) + 2] = (byte)(r / count);
            _knowledge[cell] = Fresh;
        }
    }
}
