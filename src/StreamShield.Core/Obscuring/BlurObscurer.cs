using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Obscuring;

/// <summary>A blur that cannot be sharpened: a smooth surface through the colours of a few <see cref="RoomCells"/>. Two rooms with the same cell
/// means give the same bytes, but the layout of the colours is still the room's. Allocates only on construction.</summary>
public sealed class BlurObscurer : IObscurer
{
    private const int FinestColumns = 64;
    private const int CoarsestColumns = 2;
    private const int FinestStep = 6;
    private const int CoarsestStep = 48;

    /// <summary>Above this strength the luma levels get coarser too.</summary>
    private const int CoarserFrom = 75;

    private readonly RoomCells _cells;
    private readonly SplineSurface _surface;
    private readonly HiddenPicture _picture;

    /// <summary>Creates a blur for one frame size.</summary>
    /// <param name="size">Size of the frames.</param>
    /// <param name="strength">0..100; see <see cref="ColumnsFor"/>.</param>
    public BlurObscurer(FrameSize size, int strength)
    {
        _cells = new RoomCells(size, ColumnsFor(strength), StepFor(strength));
        _surface = new SplineSurface(size, _cells.Columns, _cells.Rows);
        _picture = new HiddenPicture(size);
    }

    /// <summary>Cells across the picture. Detail finer than a cell is lost.</summary>
    public int Columns => _cells.Columns;

    /// <summary>Cells down the picture.</summary>
    public int Rows => _cells.Rows;

    /// <summary>Cells along the longer side of the picture at a strength 0..100: 64 at 0, 5 at 75, 2 at 100, falling exponentially.</summary>
    public static int ColumnsFor(int strength) => (int)Math.Round(FinestColumns * Math.Pow((double)CoarsestColumns / FinestColumns, Share(strength)));

    /// <summary>Distance between two luma levels at a strength 0..100: 6 up to 75, then growing exponentially to 48 at 100.</summary>
    public static int StepFor(int strength) =>
        (int)Math.Round(FinestStep * Math.Pow((double)CoarsestStep / FinestStep, Math.Max(0, (Share(strength) * 100) - CoarserFrom) / (100 - CoarserFrom)));

    /// <inheritdoc/>
    public HiddenPicture Obscure(Frame frame, Matte matte, TimeSpan passed)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(matte);
        if (_cells.Update(frame, matte, passed))
        {
            _surface.Draw(_cells.Colours, _picture);
        }

        return _picture;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cells.Dispose();
        _picture.Dispose();
    }

    private static double Share(int strength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(strength, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strength, 100);
        return strength / 100.0;
    }
}
