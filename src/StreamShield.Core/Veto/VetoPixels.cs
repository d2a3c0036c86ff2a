using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Veto;

/// <summary>The fine half of the veto. Measures the difference of each pixel in the selected cells from the room, lets neighbours vote, and lowers
/// alpha. Owns its buffers.</summary>
internal sealed class VetoPixels : IDisposable
{
    private const int Side = VetoCells.Side;

    /// <summary>Levels by which a pixel of the room may differ in its worst channel, because of noise and compression.</summary>
    private const byte Tolerance = 10;

    /// <summary>The same for a pixel whose neighbours match.</summary>
    private const byte WideTolerance = 15;

    /// <summary>Number of matches needed among a pixel and its eight neighbours.</summary>
    private const byte Votes = 5;

    /// <summary>A pixel is hidden too when this many of its eight neighbours are.</summary>
    private const byte Surrounded = 7;

    /// <summary>Largest alpha left next to a hidden pixel: such a pixel mixes its colour with the room's, so its own colour must not be
    /// shown.</summary>
    private const byte RimAlpha = 128;

    /// <summary>Empty pixels on both sides of each row of a plane.</summary>
    private const int Margin = 8;

    private readonly FrameSize _size;
    private readonly int _stride;
    private readonly PixelBuffer _distance;
    private readonly PixelBuffer _room;

    public VetoPixels(FrameSize size)
    {
        _size = size;
        _stride = size.Width + (2 * Margin);
        // Beyond the edge of the picture both planes stay 0: a match in the distances, and not hidden in the room plane.
        _distance = new PixelBuffer(_stride * (size.Height + 2));
        _room = new PixelBuffer(_stride * (size.Height + 2));
    }

    /// <summary>Lowers alpha where the room matches.</summary>
    public void Hide(Frame frame, AlignedRoom room, VetoCells cells, Span<byte> alpha)
    {
        if (cells.Chosen.IsEmpty)
        {
            return;
        }

        Begin(cells, alpha);
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

    /// <summary>Prepares both planes in and around the selected cells; nothing else is read. The distances start from alpha: hidden pixels then match
    /// the room, and visible pixels outside the selected cells do not.</summary>
    private void Begin(VetoCells cells, ReadOnlySpan<byte> alpha)
    {
        for (var row = 0; row < cells.Rows; row++)
        {
            var (first, last) = cells.Range(row);
            if (first > last)
            {
                continue;
            }

            var (left, right) = (Math.Max(0, first - 1) * Side, Math.Min(_size.Width, (last + 2) * Side));
            for (var y = row * Side; y < Math.Min(_size.Height, (row + 1) * Side); y++)
            {
                alpha.Slice((y * _size.Width) + left, right - left).CopyTo(_distance.Span[Entry(left, y)..]);
                _room.Span.Slice(Entry(left, y), right - left).Clear();
            }
        }
    }

    private int Entry(int x, int y) => ((y + 1) * _stride) + Margin + x;

    /// <summary>Fills the distances of one cell: the difference of each pixel from the room in its worst channel, less a quarter of the local
    /// contrast of the plate, which a shift of a fraction of a pixel can cause.</summary>
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
            var unknown = Vector128.LessThan(Vector128.LoadUnsafe(ref known, (nuint)((y * _size.Width) + left)), Vector128.Create(Plate.Claimed));
            Store(BgrBytes.Worst(Vector256.SubtractSaturate(distance, spread >>> 2)) | unknown, ref Unsafe.Add(ref distances, Entry(left, y)));
            (above, here) = (here, below);
        }
    }

    /// <summary>Minimum and maximum of each byte and its left and right neighbours.</summary>
    private (Vector256<byte> Low, Vector256<byte> High) Extremes(ref byte bgr, int x, int y)
    {
        var at = (nuint)(((y * _size.Width) + x) * 3);
        var left = Vector256.LoadUnsafe(ref bgr, x > 0 ? at - 3 : at);
        var middle = Vector256.LoadUnsafe(ref bgr, at);
        var right = Vector256.LoadUnsafe(ref bgr, at + 3);
        return (Vector256.Min(Vector256.Min(left, middle), right), Vector256.Max(Vector256.Max(left, middle), right));
    }

    /// <summary>Marks pixels as room when they and most of their neighbours match.</summary>
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

    /// <summary>Number of matches among each pixel and its left and right neighbours.</summary>
    private Vector128<byte> Matches(ref byte distances, int x, int y)
    {
        var at = (nuint)Entry(x, y);
        var tolerance = Vector128.Create(Tolerance);
        return Vector128<byte>.Zero
            - Vector128.LessThan(Vector128.LoadUnsafe(ref distances, at - 1), tolerance)
            - Vector128.LessThan(Vector128.LoadUnsafe(ref distances, at), tolerance)
            - Vector128.LessThan(Vector128.LoadUnsafe(ref distances, at + 1), tolerance);
    }

    /// <summary>Hides the room in one cell, and pixels that it nearly surrounds. Limits the alpha next to it.</summary>
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
            var max = Vector128.ConditionalSelect(west | east | north | south, Vector128.Create(RimAlpha), Vector128<byte>.AllBitsSet);
            ref var row = ref Unsafe.Add(ref alphas, (y * _size.Width) + left);
            Store(Vector128.AndNot(Vector128.Min(Vector128.LoadUnsafe(ref row), max), hidden), ref row);
        }
    }

    /// <summary>Writes the first eight of sixteen bytes: rows are read past the end of a cell, never written.</summary>
    private static void Store(Vector128<byte> bytes, ref byte target) => Unsafe.WriteUnaligned(ref target, bytes.AsUInt64()[0]);
}
