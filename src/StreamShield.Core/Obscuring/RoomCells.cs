using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Obscuring;

/// <summary>The only thing an obscurer may know about the room: the mean colours of a few whole cells, coarsely quantised. Only cells without a
/// visible pixel are measured, so the streamer leaves no halo. A cell behind the streamer keeps its last known colour or takes that of its
/// neighbours. A level changes only when the mean has clearly left it for some time, so that neither noise nor an arm missed for a moment changes it;
/// the shown colour then moves there gradually. Two rooms with the same means give the same colours. Allocates only on construction.</summary>
internal sealed class RoomCells : IDisposable
{
    /// <summary>Seconds for which a mean must have left its level.</summary>
    private const float Patience = 0.5f;

    /// <summary>Longest time, in seconds, that one frame counts for: after a gap no single frame changes a level.</summary>
    private const float MaxSeconds = 0.1f;

    /// <summary>Time constant, in seconds, with which a shown colour moves to its level.</summary>
    private const float Glide = 0.25f;

    /// <summary>A shown colour this close to its level jumps to it.</summary>
    private const float Near = 0.25f;

    /// <summary>The picture's width divided by this is the margin around visible pixels that counts as covered. It takes in fringes that the model
    /// misses.</summary>
    private const int MarginOf = 64;

    /// <summary>Smallest side of a cell in pixels. A smaller cell would hide nothing and follow the noise.</summary>
    private const int MinPixels = 4;

    private const byte Unknown = 0;
    private const byte Filled = 1;
    private const byte Known = 2;
    private const byte Fresh = 3;

    private readonly FrameSize _size;
    private readonly int _step;
    private readonly AreaScaler _scaler;
    private readonly PixelBuffer _means;
    private readonly float[] _levels;
    private readonly float[] _shown;
    private readonly byte[] _knowledge;
    private readonly float[] _restless;
    private readonly bool[] _covered;
    private readonly byte[] _anyVisible;
    private bool _hasShown;

    /// <param name="size">Size of the frames.</param>
    /// <param name="cells">Cells along the longer side, so that an upright picture tells no more than a wide one; fewer where they would be narrower than
    /// <see cref="MinPixels"/>.</param>
    /// <param name="step">Distance between two luma levels; half of it for chroma.</param>
    public RoomCells(FrameSize size, int cells, int step)
    {
        _size = size;
        _step = step;
        var longest = Math.Max(size.Width, size.Height);
        cells = Math.Min(cells, longest / MinPixels);
        Columns = Math.Max(1, (int)Math.Round((double)cells * size.Width / longest));
        Rows = Math.Max(1, (int)Math.Round((double)cells * size.Height / longest));
        _scaler = new AreaScaler(size, Columns, Rows);
        _means = new PixelBuffer(Columns * Rows * 3);
        _levels = new float[Columns * Rows * 3];
        _shown = new float[Columns * Rows * 3];
        _knowledge = new byte[Columns * Rows];
        _restless = new float[Columns * Rows];
        _covered = new bool[Columns * Rows];
        _anyVisible = new byte[size.Width];
    }

    /// <summary>Cells across the picture.</summary>
    public int Columns { get; }

    /// <summary>Cells down the picture.</summary>
    public int Rows { get; }

    /// <summary>Y U V of each cell, in the range of NV12.</summary>
    public ReadOnlySpan<float> Colours => _shown;

    /// <summary>Measures one frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="matte">Its fine matte.</param>
    /// <param name="passed">Time since the frame before.</param>
    /// <returns>True when <see cref="Colours"/> changed.</returns>
    public bool Update(Frame frame, Matte matte, TimeSpan passed)
    {
        var seconds = Math.Clamp((float)passed.TotalSeconds, 0, MaxSeconds);
        _scaler.Scale(frame.Pixels, _means.Span);
        FindCovered(matte.Alpha);
        for (var cell = 0; cell < _covered.Length; cell++)
        {
            if (!_covered[cell])
            {
                Observe(cell, seconds);
            }
            else if (_knowledge[cell] != Known)
            {
                _knowledge[cell] = Unknown;
            }
        }

        var anyKnown = FillUnknown();
        var changed = Show(_hasShown ? 1 - MathF.Exp(-seconds / Glide) : 1);
        _hasShown |= anyKnown;
        return changed;
    }

    /// <inheritdoc/>
    public void Dispose() => _means.Dispose();

    /// <summary>Marks every cell with a visible pixel as covered: its mean would contain the streamer's colour, and its outline would reveal detail
    /// of the room.</summary>
    private void FindCovered(ReadOnlySpan<byte> alpha)
    {
        var margin = _size.Width / MarginOf;
        for (var row = 0; row < Rows; row++)
        {
            var top = Math.Max(0, (row * _size.Height / Rows) - margin);
            var bottom = Math.Min(_size.Height, ((row + 1) * _size.Height / Rows) + margin);
            RowFold.Fold(alpha[(top * _size.Width)..(bottom * _size.Width)], _anyVisible, all: []);
            for (var column = 0; column < Columns; column++)
            {
                var left = Math.Max(0, (column * _size.Width / Columns) - margin);
                var right = Math.Min(_size.Width, ((column + 1) * _size.Width / Columns) + margin);
                _covered[(row * Columns) + column] = _anyVisible.AsSpan(left..right).ContainsAnyExcept((byte)0);
            }
        }
    }

    private void Observe(int cell, float seconds)
    {
        var means = _means.Span.Slice(cell * 3, 3);
        var (y, u, v) = Nv12.Convert(means[0], means[1], means[2]);
        var levels = _levels.AsSpan(cell * 3, 3);
        var known = _knowledge[cell] == Known;
        if (known && !Left(y, levels[0], _step) && !Left(u, levels[1], _step / 2f) && !Left(v, levels[2], _step / 2f))
        {
            _restless[cell] = 0;
            return;
        }

        if (known && (_restless[cell] += seconds) < Patience)
        {
            return;
        }

        (levels[0], levels[1], levels[2]) = (Level(y, 16, _step), Level(u, 128, _step / 2f), Level(v, 128, _step / 2f));
        _knowledge[cell] = Known;
        _restless[cell] = 0;
    }

    private static bool Left(byte mean, float level, float step) => Math.Abs(mean - level) > step;

    private static float Level(byte mean, int zero, float step) => Math.Clamp(zero + (MathF.Round((mean - zero) / step) * step), 16, 240);

    /// <summary>Fills cells never seen with the mean of their neighbours, ring by ring. When nothing is known at all, every cell is
    /// mid-grey.</summary>
    /// <returns>False when nothing is known.</returns>
    private bool FillUnknown()
    {
        if (!_knowledge.AsSpan().Contains(Known))
        {
            _levels.AsSpan().Fill(128);
            return false;
        }

        while (_knowledge.AsSpan().Contains(Unknown))
        {
            for (var cell = 0; cell < _knowledge.Length; cell++)
            {
                if (_knowledge[cell] == Unknown)
                {
                    FillFromNeighbours(cell);
                }
            }

            // Cells filled in this round are used by the next one.
            _knowledge.AsSpan().Replace(Fresh, Filled);
        }

        return true;
    }

    private void FillFromNeighbours(int cell)
    {
        float y = 0, u = 0, v = 0;
        var count = 0;
        var (row, column) = Math.DivRem(cell, Columns);
        for (var nearRow = Math.Max(0, row - 1); nearRow <= Math.Min(Rows - 1, row + 1); nearRow++)
        {
            for (var nearColumn = Math.Max(0, column - 1); nearColumn <= Math.Min(Columns - 1, column + 1); nearColumn++)
            {
                var neighbour = (nearRow * Columns) + nearColumn;
                if (_knowledge[neighbour] is Known or Filled)
                {
                    y += _levels[neighbour * 3];
                    u += _levels[(neighbour * 3) + 1];
                    v += _levels[(neighbour * 3) + 2];
                    count++;
                }
            }
        }

        if (count > 0)
        {
            (_levels[cell * 3], _levels[(cell * 3) + 1], _levels[(cell * 3) + 2]) = (y / count, u / count, v / count);
            _knowledge[cell] = Fresh;
        }
    }

    /// <param name="share">Share of the remaining difference by which the shown colours move, 0..1.</param>
    private bool Show(float share)
    {
        var changed = false;
        for (var i = 0; i < _shown.Length; i++)
        {
            var way = _levels[i] - _shown[i];
            if (way != 0)
            {
                _shown[i] = Math.Abs(way) > Near ? _shown[i] + (way * share) : _levels[i];
                changed = true;
            }
        }

        return changed;
    }
}
