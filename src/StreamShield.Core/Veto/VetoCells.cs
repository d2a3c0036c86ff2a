using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Veto;

/// <summary>The coarse half of the veto. Compares frame and plate per cell of 8x8 pixels, finds visible cells that show the plate's texture,
/// estimates the local shadow from what is certainly room, and selects the cells that need a comparison pixel by pixel. Allocates only on
/// construction.</summary>
internal sealed class VetoCells
{
    /// <summary>Side of a cell in pixels.</summary>
    public const int Side = 8;

    private const int Samples = Side * Side * 3;

    /// <summary>Distance in cells within which hidden cells are used to estimate the shadow.</summary>
    private const int ShadowReach = 4;

    /// <summary>Darkest shadow that a person casts on the room, as a factor on its light.</summary>
    private const float DarkestShadow = 0.5f;

    /// <summary>Brightest that light reflected by a person makes the room, as a factor.</summary>
    private const float BrightestGlow = 1.2f;

    /// <summary>Levels by which a cell's mean colour may differ from the room's under the same shadow, plus a share of the level.</summary>
    private const float ColourSlack = 6;

    private const float ColourShare = 0.03f;

    /// <summary>Smallest mean detail, in levels, of a plate cell that is not a bare wall.</summary>
    private const float MinTexture = 1.5f;

    /// <summary>A cell has the plate's texture when the difference is less than this share of the texture.</summary>
    private const float TextureShare = 1.0f;

    private readonly FrameSize _size;
    private readonly CellKind[] _kinds;
    private readonly PlaneSpread _spread;

    /// <summary>Not 0 in and around the cells that are not hidden.</summary>
    private readonly byte[] _near;

    /// <summary>Not 0 in and around the cells that show room, or may.</summary>
    private readonly byte[] _besideRoom;
    private readonly int[] _chosen;
    private readonly (int First, int Last)[] _range;
    private readonly double[] _frameSums;
    private readonly double[] _plateSums;
    private readonly byte[] _any;
    private readonly byte[] _all;
    private int _chosenCount;

    public VetoCells(FrameSize size)
    {
        _size = size;
        Columns = (size.Width + Side - 1) / Side;
        Rows = (size.Height + Side - 1) / Side;
        _kinds = new CellKind[Columns * Rows];
        _spread = new PlaneSpread(Columns, Rows);
        _near = new byte[Columns * Rows];
        _besideRoom = new byte[Columns * Rows];
        _chosen = new int[Columns * Rows];
        _range = new (int, int)[Rows];
        _frameSums = new double[(Columns + 1) * (Rows + 1)];
        _plateSums = new double[(Columns + 1) * (Rows + 1)];
        _any = new byte[size.Width];
        _all = new byte[size.Width];
    }

    /// <summary>Cells per row.</summary>
    public int Columns { get; }

    /// <summary>Rows of cells.</summary>
    public int Rows { get; }

    /// <summary>First pixel of a column of cells. The last column may overlap its neighbour.</summary>
    public int Left(int column) => Math.Min(column * Side, _size.Width - Side);

    /// <summary>First pixel row of a row of cells. The last row may overlap its neighbour.</summary>
    public int Top(int row) => Math.Min(row * Side, _size.Height - Side);

    /// <summary>Cells (row x columns + column) whose pixels must be compared one by one.</summary>
    public ReadOnlySpan<int> Chosen => _chosen.AsSpan(0, _chosenCount);

    /// <summary>First and last column of the chosen cells in a row and in the rows above and below it; the first is larger when there are
    /// none.</summary>
    public (int First, int Last) Range(int row)
    {
        var (first, last) = _range[row];
        foreach (var beside in _range.AsSpan(Math.Max(0, row - 1), Math.Min(Rows, row + 2) - Math.Max(0, row - 1)))
        {
            (first, last) = (Math.Min(first, beside.First), Math.Max(last, beside.Last));
        }

        return (first, last);
    }

    /// <summary>Local light on the room as a factor on the light fitted for the whole frame, from the nearest certain room; 1 when none is
    /// near.</summary>
    public float Shadow(int column, int row)
    {
        for (var reach = 1; reach <= ShadowReach; reach *= 2)
        {
            var (left, right) = (Math.Max(0, column - reach), Math.Min(Columns, column + reach + 1));
            var (top, bottom) = (Math.Max(0, row - reach) * (Columns + 1), Math.Min(Rows, row + reach + 1) * (Columns + 1));
            var plate = _plateSums[bottom + right] - _plateSums[bottom + left] - _plateSums[top + right] + _plateSums[top + left];
            if (plate > 1)
            {
                var frame = _frameSums[bottom + right] - _frameSums[bottom + left] - _frameSums[top + right] + _frameSums[top + left];
                return (float)Math.Clamp(frame / plate, DarkestShadow, BrightestGlow);
            }
        }

        return 1;
    }

    /// <summary>Analyses one frame. The other members then describe it.</summary>
    public void Analyse(Frame frame, AlignedRoom room, ReadOnlySpan<byte> alpha)
    {
        Classify(alpha);
        _spread.Spread(_near, _near, ShadowReach);
        Compare(frame, room);
        SumUp();
        Choose();
    }

    private void Classify(ReadOnlySpan<byte> alpha)
    {
        for (var row = 0; row < Rows; row++)
        {
            RowFold.Fold(alpha.Slice(Top(row) * _size.Width, Side * _size.Width), _any, _all);
            for (var column = 0; column < Columns; column++)
            {
                var any = MemoryMarshal.Read<ulong>(_any.AsSpan(Left(column)));
                var all = MemoryMarshal.Read<ulong>(_all.AsSpan(Left(column)));
                var cell = (row * Columns) + column;
                _kinds[cell] = any == 0 ? CellKind.Hidden : all == ulong.MaxValue ? CellKind.Visible : CellKind.Edge;
                _near[cell] = any == 0 ? (byte)0 : (byte)1;
                _besideRoom[cell] = all == ulong.MaxValue ? (byte)0 : (byte)1;
            }
        }
    }

    /// <summary>Marks the visible cells that are certainly room and, for every cell that is, stores the sums of frame and plate.</summary>
    private void Compare(Frame frame, AlignedRoom room)
    {
        _frameSums.AsSpan().Clear();
        _plateSums.AsSpan().Clear();
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var cell = (row * Columns) + column;
                var hidden = _kinds[cell] == CellKind.Hidden;
                if (_near[cell] == 0)
                {
                    continue;
                }

                var at = (Top(row) * _size.Width) + Left(column);
                if (!IsKnown(room.Plate, at))
                {
                    continue;
                }

                var seen = VetoKernels.Sum(frame.Pixels, at, _size);
                var expected = Lit(VetoKernels.Sum(room.Plate.Pixels, at, _size), room.Light);
                if (!SameColour(seen, expected, out var shadow) || (!hidden && !SameTexture(frame, room, at, shadow)))
                {
                    continue;
                }

                _besideRoom[cell] = 1;
                var entry = ((row + 1) * (Columns + 1)) + column + 1;
                _frameSums[entry] = seen.B + seen.G + seen.R;
                _plateSums[entry] = expected.B + expected.G + expected.R;
            }
        }
    }

    /// <summary>True when all pixels of a cell are known, which the highest bit of the confidence tells.</summary>
    private bool IsKnown(Plate plate, int at)
    {
        const ulong EveryHighestBit = 0x8080808080808080;
        ref var confidence = ref Unsafe.Add(ref MemoryMarshal.GetReference(plate.Confidence), at);
        var all = EveryHighestBit;
        for (var y = 0; y < Side; y++)
        {
            all &= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref confidence, y * _size.Width));
        }

        return all == EveryHighestBit;
    }

    private static (float B, float G, float R) Lit((float B, float G, float R) sum, Light light)
    {
        const float Pixels = Side * Side;
        return (
            Math.Clamp((sum.B * light.GainB) + (Pixels * light.OffsetB), 0, Pixels * 255),
            Math.Clamp((sum.G * light.GainG) + (Pixels * light.OffsetG), 0, Pixels * 255),
            Math.Clamp((sum.R * light.GainR) + (Pixels * light.OffsetR), 0, Pixels * 255));
    }

    private static bool SameColour((float B, float G, float R) seen, (float B, float G, float R) expected, out float shadow)
    {
        const float Pixels = Side * Side;
        shadow = (seen.B + seen.G + seen.R + 1) / (expected.B + expected.G + expected.R + 1);
        if (shadow is < DarkestShadow or > BrightestGlow)
        {
            return false;
        }

        var slack = (Pixels * ColourSlack) + (ColourShare * (seen.B + seen.G + seen.R) / 3);
        return MathF.Abs(seen.B - (shadow * expected.B)) < slack
            && MathF.Abs(seen.G - (shadow * expected.G)) < slack
            && MathF.Abs(seen.R - (shadow * expected.R)) < slack;
    }

    /// <summary>True when the plate has texture here and the frame has the same.</summary>
    private bool SameTexture(Frame frame, AlignedRoom room, int at, float shadow)
    {
        var texture = shadow * VetoKernels.Texture(room.Plate.Pixels, at, _size) * (room.Light.GainG + room.Light.GainB + room.Light.GainR) / 3;
        return texture > MinTexture * Samples
            && VetoKernels.Difference(frame.Pixels, room.Plate.Pixels, at, _size, new LitRoom(room.Light, shadow)) < TextureShare * texture;
    }

    /// <summary>Turns the sums into integral images, so that any neighbourhood costs four look-ups.</summary>
    private void SumUp()
    {
        for (var row = 1; row <= Rows; row++)
        {
            var (frame, plate) = (0.0, 0.0);
            for (var column = 1; column <= Columns; column++)
            {
                var entry = (row * (Columns + 1)) + column;
                frame += _frameSums[entry];
                plate += _plateSums[entry];
                _frameSums[entry] = frame + _frameSums[entry - Columns - 1];
                _plateSums[entry] = plate + _plateSums[entry - Columns - 1];
            }
        }
    }

    /// <summary>Selects cells in doubt, and visible cells that touch hidden or certain ones.</summary>
    private void Choose()
    {
        _spread.Spread(_besideRoom, _besideRoom, 1);
        _chosenCount = 0;
        for (var row = 0; row < Rows; row++)
        {
            var (first, last) = (int.MaxValue, -1);
            for (var column = 0; column < Columns; column++)
            {
                var cell = (row * Columns) + column;
                if (_kinds[cell] == CellKind.Edge || (_kinds[cell] == CellKind.Visible && _besideRoom[cell] != 0))
                {
                    _chosen[_chosenCount++] = cell;
                    (first, last) = (Math.Min(first, column), column);
                }
            }

            _range[row] = (first, last);
        }
    }
}
