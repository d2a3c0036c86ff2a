using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Veto;

/// <summary>
/// The veto's fine half: measures how far each pixel of the chosen cells is from the room, lets neighbours vote, and lowers alpha. Owns its buffers.
/// </summary>
internal sealed class VetoPixels : IDisposable
{
    private const int Side = VetoCells.Side;

    /// <summary>Levels by which a pixel of the room may differ from what is expected, in its worst channel: noise and compression.</summary>
    private const byte Tolerance = 10;

    /// <summary>The same for the pixel itself where its neighbours are sure.</summary>
    private const byte WideTolerance = 15;

    /// <summary>So many of a pixel and its eight neighbours must match.</summary>
    private const byte Votes = 5;

    /// <summary>So many of a pixel's eight neighbours hidden hide it too.</summary>
    private const byte Surrounded = 7;

    /// <summary>Most that stays of a pixel beside a hidden one: its own colour is mixed with the room's, and is not shown.</summary>
    private const byte RimAlpha = 128;

    /// <summary>Empty pixels on both sides of a plane's row.</summary>
    private const int Margin = 8;

    private readonly FrameSize _size;
    private readonly int _stride;
    private readonly PixelBuffer _distance;
    private readonly PixelBuffer _room;

    public VetoPixels(FrameSize size)
    {
        _size = size;
        _stride = size.Width + (2 * Margin);
        // Beyond the picture's rim both planes stay 0 and 0: as the room in one, as nothing in the other.
        _distance = new PixelBuffer(_stride * (size.Height + 2));
        _room = new PixelBuffer(_stride * (size.Height + 2));
    }

    /// <summary>Lowers alpha.</summary>
    public void Hide(Frame frame, AlignedRoom room, VetoCells cells, Span<byte> alpha)
    {
        if (cells.Chosen.IsEmpty)
        {
            return;
        }

        // What is hidden counts as room, and what nobody looks at as the streamer.
        for (var y = 0; y < _size.Height; y++)
        {
            alpha.Slice(y * _size.Width, _size.Width).CopyTo(_distance.Span[Entry(0, y)..]);
        }

        _room.Clear();
        foreach (var cell in cells.Chosen)
        {
            var (column, row) = (cell % cells.Columns, cell / cells.Columns);
            Measure(frame.Pixels, room.Plate, cells.Left(column), cells.Top(row), new LitRoom(room.Light, cells.Shadow(column, row)));
        }

        foreach (var cell in cells.Chosen)
        {
            Vote(cells.Left(cell % cells.Columns), cells.Top(cell / cells.Columns));
        }

        foreach (var cell in cells.Chosen)
        {
            Lower(cells.Left(cell % cells.Columns), cells.Top(cell / cells.Columns), alpha);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _distance.Dispose();
        _room.Dispose();
    }

    private int Entry(int x, int y) => ((y + 1) * _stride) + Margin + x;

    /// <summary>
    /// Fills the distances of one cell: what each pixel differs from the room in its worst channel, less a quarter of what the plate's own neighbours differ there, which a
    /// shift of a fraction of a pixel can make.
    /// </summary>
    private void Measure(ReadOnlySpan<byte> bgr, Plate plate, int left, int top, LitRoom light)
    {
        ref var frame = ref MemoryMarshal.GetReference(bgr);
        ref var room = ref MemoryMarshal.GetReference(plate.Pixels);
        ref var known = ref MemoryMarshal.GetReference(plate.Confidence);
        ref var distances = ref MemoryMarshal.GetReference(_distance.Span);
        var above = Extremes(ref room, left, Math.Max(0, top - 1));
        var here = Extremes(ref room, left, top);
        for (var y = top; y < top + Side; y++)
        {
            var below = Extremes(ref room, left, Math.Min(_size.Height - 1, y + 1));
            var spread = Vector256.Max(Vector256.Max(above.High, here.High), below.High) - Vector256.Min(Vector256.Min(above.Low, here.Low), below.Low);
            var at = (nuint)(((y * _size.Width) + left) * 3);
            var distance = VetoKernels.Distance(Vector256.LoadUnsafe(ref frame, at), light.Apply(Vector256.LoadUnsafe(ref room, at)));
            var unknown = Vector128.LessThan(Vector128.LoadUnsafe(ref known, (nuint)((y * _size.Width) + left)), Vector128.Create(VetoCells.Known));
            Store(VetoKernels.Worst(Vector256.SubtractSaturate(distance, spread >>> 2)) | unknown, ref Unsafe.Add(ref distances, Entry(left, y)));
            (above, here) = (here, below);
        }
    }

    /// <summary>Extremes of each byte and its neighbours left and right.</summary>
    private (Vector256<byte> Low, Vector256<byte> High) Extremes(ref byte bgr, int x, int y)
    {
        var at = (nuint)(((y * _size.Width) + x) * 3);
        var left = Vector256.LoadUnsafe(ref bgr, x > 0 ? at - 3 : at);
        var middle = Vector256.LoadUnsafe(ref bgr, at);
        var right = Vector256.LoadUnsafe(ref bgr, at + 3);
        return (Vector256.Min(Vector256.Min(left, middle), right), Vector256.Max(Vector256.Max(left, middle), right));
    }

    /// <summary>Marks as room what matches in itself and with most of its neighbours.</summary>
    private void Vote(int left, int top)
    {
        ref var distances = ref MemoryMarshal.GetReference(_distance.Span);
        ref var room = ref MemoryMarshal.GetReference(_room.Span);
        var (above, here) = (Matches(ref distances, left, top - 1), Matches(ref distances, left, top));
        for (var y = top; y < top + Side; y++)
        {
            var below = Matches(ref distances, left, y + 1);
            var own = Vector128.LessThan(Vector128.LoadUnsafe(ref distances, (nuint)Entry(left, y)), Vector128.Create(WideTolerance));
            var isRoom = own & Vector128.GreaterThanOrEqual(above + here + below, Vector128.Create(Votes));
            Store(isRoom, ref Unsafe.Add(ref room, Entry(left, y)));
            (above, here) = (here, below);
        }
    }

    /// <summary>How many of each pixel and its neighbours left and right match.</summary>
    private Vector128<byte> Matches(ref byte distances, int x, int y)
    {
        var at = (nuint)Entry(x, y);
        var tolerance = Vector128.Create(Tolerance);
        return Vector128<byte>.Zero
            - Vector128.LessThan(Vector128.LoadUnsafe(ref distances, at - 1), tolerance)
            - Vector128.LessThan(Vector128.LoadUnsafe(ref distances, at), tolerance)
            - Vector128.LessThan(Vector128.LoadUnsafe(ref distances, at + 1), tolerance);
    }

    /// <summary>Hides the room in one cell, and what it nearly surrounds; softens what is beside it.</summary>
    private void Lower(int left, int top, Span<byte> alpha)
    {
        ref var room = ref MemoryMarshal.GetReference(_room.Span);
        ref var alphas = ref MemoryMarshal.GetReference(alpha);
        for (var y = top; y < top + Side; y++)
        {
            var entry = (nuint)Entry(left, y);
            var own = Vector128.LoadUnsafe(ref room, entry);
            var (west, east) = (Vector128.LoadUnsafe(ref room, entry - 1), Vector128.LoadUnsafe(ref room, entry + 1));
            var (north, south) = (Vector128.LoadUnsafe(ref room, entry - (nuint)_stride), Vector128.LoadUnsafe(ref room, entry + (nuint)_stride));
            var corners = Vector128.LoadUnsafe(ref room, entry - (nuint)_stride - 1) + Vector128.LoadUnsafe(ref room, entry - (nuint)_stride + 1)
                + Vector128.LoadUnsafe(ref room, entry + (nuint)_stride - 1) + Vector128.LoadUnsafe(ref room, entry + (nuint)_stride + 1);
            var neighbours = Vector128<byte>.Zero - (west + east + north + south + corners);
            var hidden = own | Vector128.GreaterThanOrEqual(neighbours, Vector128.Create(Surrounded));
            var most = Vector128.ConditionalSelect(west | east | north | south, Vector128.Create(RimAlpha), Vector128<byte>.AllBitsSet);
            ref var row = ref Unsafe.Add(ref alphas, (y * _size.Width) + left);
            Store(Vector128.AndNot(Vector128.Min(Vector128.LoadUnsafe(ref row), most), hidden), ref row);
        }
    }

    /// <summary>Writes the first eight of sixteen bytes: rows are read past a cell's end, never written.</summary>
    private static void Store(Vector128<byte> bytes, ref byte target) => Unsafe.WriteUnaligned(ref target, bytes.AsUInt64()[0]);
}
