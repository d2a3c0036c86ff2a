using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Plates;

/// <summary>The exact median of a few frames, byte by byte. Holds raw pictures, which are wiped and freed on restart and disposal.</summary>
internal sealed class PlateMedian(FrameSize size) : IDisposable
{
    /// <summary>Number of frames it takes; odd, so that the median is one of them.</summary>
    public const int Samples = 11;

    /// <summary>Range between the second lowest and the second highest sample, in levels, from which a pixel is unknown because something moves
    /// there.</summary>
    private const byte Unsteady = 40;

    private readonly PixelBuffer _spread = new(size.Pixels * 3);
    private readonly PixelBuffer?[] _frames = new PixelBuffer?[Samples];

    /// <summary>Number of frames taken so far.</summary>
    public int Count { get; private set; }

    /// <summary>Wipes all frames.</summary>
    public void Restart()
    {
        foreach (ref var frame in _frames.AsSpan())
        {
            frame?.Dispose();
            frame = null;
        }

        _spread.Clear();
        Count = 0;
    }

    /// <summary>Takes a frame. At most <see cref="Samples"/> are allowed.</summary>
    public void Add(Frame frame)
    {
        var copy = new PixelBuffer(size.Pixels * 3);
        frame.Pixels.CopyTo(copy.Span);
        _frames[Count++] = copy;
    }

    /// <summary>Computes some rows of the plate from all samples.</summary>
    /// <param name="plate">A plate of the frames' size.</param>
    /// <param name="from">First row.</param>
    /// <param name="to">End of the rows, exclusive.</param>
    public void Fill(Plate plate, int from, int to)
    {
        Span<Vector256<byte>> sorted = stackalloc Vector256<byte>[Samples];
        var (first, end) = (from * size.Width * 3, to * size.Width * 3);
        for (var i = first; i < end; i += Vector256<byte>.Count)
        {
            var at = Math.Min(i, end - Vector256<byte>.Count);
            for (var k = 0; k < Samples; k++)
            {
                sorted[k] = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_frames[k]!.Span), (nuint)at);
            }

            Sort(sorted);
            sorted[Samples / 2].CopyTo(plate.Pixels[at..]);
            (sorted[^2] - sorted[1]).CopyTo(_spread.Span[at..]);
        }

        for (var i = first / 3; i < end / 3; i++)
        {
            var widest = Math.Max(Math.Max(_spread.Span[i * 3], _spread.Span[(i * 3) + 1]), _spread.Span[(i * 3) + 2]);
            plate.Confidence[i] = widest < Unsteady ? byte.MaxValue : (byte)0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Restart();
        _spread.Dispose();
    }

    /// <summary>Odd-even transposition sort of all lanes at once.</summary>
    private static void Sort(Span<Vector256<byte>> values)
    {
        for (var pass = 0; pass < values.Length; pass++)
        {
            for (var i = pass & 1; i + 1 < values.Length; i += 2)
            {
                (values[i], values[i + 1]) = (Vector256.Min(values[i], values[i + 1]), Vector256.Max(values[i], values[i + 1]));
            }
        }
    }
}
