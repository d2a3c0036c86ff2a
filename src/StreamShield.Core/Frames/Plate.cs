using System.Runtime.Intrinsics;

namespace StreamShield.Core.Frames;

/// <summary>A picture of the empty room at the frame's size, with a confidence for each pixel. It is a raw picture: it never leaves this computer
/// unencrypted, and no sink accepts it. Has one owner; zeroed when disposed.</summary>
public sealed class Plate : IDisposable
{
    /// <summary>Confidence from which a learnt pixel counts as known.</summary>
    internal const byte WellKnown = 64;

    /// <summary>Confidence from which a pixel is claimed to be room: what matches it is hidden.</summary>
    internal const byte Claimed = 128;

    private readonly PixelBuffer _pixels;
    private readonly PixelBuffer _confidence;

    /// <summary>Creates a plate with confidence 0 everywhere.</summary>
    /// <param name="size">Size of the frames it belongs to.</param>
    public Plate(FrameSize size)
    {
        Size = size;
        _pixels = new PixelBuffer(size.Pixels * 3);
        _confidence = new PixelBuffer(size.Pixels);
    }

    /// <summary>Size in pixels.</summary>
    public FrameSize Size { get; }

    /// <summary>How the plate was made.</summary>
    public PlateOrigin Origin { get; init; } = PlateOrigin.Captured;

    /// <summary>Tells the stored plate from every other one, also in later runs; empty if it is not stored. Says nothing about its pixels.</summary>
    public string StoredId { get; set; } = "";

    /// <summary>How the source's pictures were turned when it was captured.</summary>
    public Orientation Orientation { get; set; }

    /// <summary>B G R, row by row. Meaningless where the confidence is 0.</summary>
    public Span<byte> Pixels => _pixels.Span;

    /// <summary>Per pixel: 0 = never seen, 255 = certain.</summary>
    public Span<byte> Confidence => _confidence.Span;

    /// <summary>Address of the pixels, for native code, valid until disposed.</summary>
    public nint Address => _pixels.Address;

    /// <summary>Counts the announced changes, so that anything derived from the plate can tell when it is out of date.</summary>
    public int Edition { get; private set; }

    /// <summary>Announces that pixels or confidences were written. Call it after every change.</summary>
    public void MarkChanged() => Edition++;

    /// <summary>Sets every pixel and confidence to 0.</summary>
    public void Clear()
    {
        _pixels.Clear();
        _confidence.Clear();
        MarkChanged();
    }

    /// <summary>Copies pixels, confidences and orientation to <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void CopyTo(Plate destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (destination.Size != Size)
        {
            throw new ArgumentException($"A {Size} plate does not fit into {destination.Size}.", nameof(destination));
        }

        Pixels.CopyTo(destination.Pixels);
        Confidence.CopyTo(destination.Confidence);
        destination.Orientation = Orientation;
        destination.MarkChanged();
    }

    /// <summary>Share of the picture that is known well, 0..1.</summary>
    internal double Known
    {
        get
        {
            ReadOnlySpan<byte> confidences = Confidence;
            var (at, count) = (0, 0);
            for (; at <= confidences.Length - Vector256<byte>.Count; at += Vector256<byte>.Count)
            {
                count += Vector256.CountWhereAllBitsSet(Vector256.GreaterThanOrEqual(Vector256.Create(confidences[at..]), Vector256.Create(WellKnown)));
            }

            foreach (var confidence in confidences[at..])
            {
                count += confidence >= WellKnown ? 1 : 0;
            }

            return (double)count / Size.Pixels;
        }
    }

    /// <summary>Takes over what another plate of the same size knows, and keeps the rest.</summary>
    internal void Overlay(Plate newer)
    {
        var pixels = Pixels;
        var confidence = Confidence;
        for (var i = 0; i < confidence.Length; i++)
        {
            if (newer.Confidence[i] > 0)
            {
                confidence[i] = newer.Confidence[i];
                newer.Pixels.Slice(i * 3, 3).CopyTo(pixels[(i * 3)..]);
            }
        }

        MarkChanged();
    }

    /// <summary>Lowers every confidence to that of another plate of the same size, where it is higher.</summary>
    internal void LowerConfidence(Plate other)
    {
        var own = Confidence;
        var others = other.Confidence;
        for (var i = 0; i < own.Length; i++)
        {
            own[i] = Math.Min(own[i], others[i]);
        }

        MarkChanged();
    }

    /// <summary>The same plate for pictures with another orientation. Allocates: not for the frame path.</summary>
    /// <param name="orientation">Orientation of the pictures that the new plate is for.</param>
    /// <returns>A new plate, owned by the caller.</returns>
    public Plate Turned(Orientation orientation)
    {
        var before = Orientation.Before(Size);
        var turned = new Plate(orientation.Before(before)) { Orientation = orientation, Origin = Origin, StoredId = StoredId };
        for (var y = 0; y < turned.Size.Height; y++)
        {
            for (var x = 0; x < turned.Size.Width; x++)
            {
                var raw = orientation.Undo(x, y, before);
                var (column, row) = Orientation.Do(raw.X, raw.Y, before);
                var (to, from) = ((y * turned.Size.Width) + x, (row * Size.Width) + column);
                Pixels.Slice(from * 3, 3).CopyTo(turned.Pixels[(to * 3)..]);
                turned.Confidence[to] = Confidence[from];
            }
        }

        turned.MarkChanged();
        return turned;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pixels.Dispose();
        _confidence.Dispose();
    }
}
