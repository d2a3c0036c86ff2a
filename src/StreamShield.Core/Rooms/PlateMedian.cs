using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>The exact median of a few frames, byte by byte. Holds raw pictures, so it wipes and frees them when restarted or disposed.</summary>
internal sealed class PlateMedian(FrameSize size) : IDisposable
{
    /// <summary>Frames it takes; odd, so that the median is one of them.</summary>
    public const int Samples = 11;

    /// <summary>Levels between the second lowest and the second highest sample from which a pixel is not known: something moves there.</summary>
    private const byte Unsteady = 40;

    private readonly PixelBuffer?[] _frames = new PixelBuffer?[Samples];

    /// <summary>Frames taken so far.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all frames.</summary>
    public void Restart()
    {
        foreach (ref var frame in _frames.AsSpan())
        {
            frame?.Dispose();
            frame = null;
        }

        Count = 0;
    }

    /// <summary>Takes a frame, of which there may be at most <see cref="Samples"/>.</summary>
    public void Add(Frame frame)
    {
        var copy = new PixelBuffer(size.Pixels * 3);
        frame.Pixels.CopyTo(copy.Span);
        _frames[Count++] = copy;
    }

    /// <summary>Fills the plate from all samples.</summary>
    public void Fill(Plate plate)
    {
        Span<Vector256<byte>> sorted = stackalloc Vector256<byte>[Samples];
        using var spread = new PixelBuffer(size.Pixels * 3);
        for (var i = 0; i < spread.Length; i += Vector256<byte>.Count)
        {
            var at = Math.Min(i, spread.Length - Vector256<byte>.Count);
            for (var k = 0; k < Samples; k++)
            {
                sorted[k] = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_frames[k]!.Span), (nuint)at);
            }

            Sort(sorted);
            sorted[Samples / 2].CopyTo(plate.Pixels[at..]);
            (sorted[^2] - sorted[1]).CopyTo(spread.Span[at..]);
        }

        for (var i = 0; i < size.Pixels; i++)
        {
            var widest = Math.Max(Math.Max(spread.Span[i * 3], spread.Span[(i * 3) + 1]), spread.Span[(i * 3) + 2]);
            plate.Confidence[i] = widest < Unsteady ? byte.MaxValue : (byte)0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Restart();

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
