using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Plates;

/// <summary>Remembers the colour that each pixel had when it was last shown. Whatever looks different after it was hidden is not what was shown
/// there: the streamer has moved, and the room has come into view. Holds raw samples, wiped when disposed. Allocates only on construction.</summary>
/// <param name="size">Size of the frames.</param>
internal sealed class ShownColours(FrameSize size) : IDisposable
{
    /// <summary>Alpha from which a pixel was shown.</summary>
    private const byte Shown = 128;

    /// <summary>Levels, in the worst channel, by which another thing differs.</summary>
    private const byte Other = 30;

    /// <summary>B G R. Blue 0 means that the pixel was never shown.</summary>
    private readonly PixelBuffer _colours = new(size.Pixels * 3);

    /// <summary>Records which of sixteen neighbouring pixels are shown.</summary>
    /// <param name="at">Index of the first pixel.</param>
    /// <param name="bgr">Their colours.</param>
    /// <param name="fine">Their final alpha.</param>
    public void Remember(int at, ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> fine)
    {
        var colours = _colours.Span.Slice(at * 3, PlateUpdate.Pixels * 3);
        var isShown = Vector128.GreaterThanOrEqual(Vector128.Create(fine), Vector128.Create(Shown));
        Remember(bgr, colours, BgrBytes.Repeat(isShown, 0), Vector128.Create((byte)1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1));
        Remember(bgr[16..], colours[16..], BgrBytes.Repeat(isShown, 1), Vector128.Create((byte)0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0));
        Remember(bgr[32..], colours[32..], BgrBytes.Repeat(isShown, 2), Vector128.Create((byte)0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0));
    }

    /// <summary>Which of sixteen neighbouring pixels were shown before and had another colour then.</summary>
    /// <param name="at">Index of the first pixel.</param>
    /// <param name="bgr">Their colours.</param>
    /// <param name="withNew">True to include those never shown.</param>
    /// <returns>All bits set for each such pixel.</returns>
    public Vector128<byte> Uncovered(int at, ReadOnlySpan<byte> bgr, bool withNew)
    {
        var colours = _colours.Span.Slice(at * 3, PlateUpdate.Pixels * 3);
        var (first, second, last) = (Vector128.Create(colours), Vector128.Create(colours[16..]), Vector128.Create(colours[32..]));
        var isNew = Vector128.IsZero(BgrBytes.Blue(first, second, last));
        var distance = BgrBytes.Worst(Distance(bgr, first), Distance(bgr[16..], second), Distance(bgr[32..], last));
        var differs = Vector128.GreaterThanOrEqual(distance, Vector128.Create(Other));
        return withNew ? isNew | differs : Vector128.AndNot(differs, isNew);
    }

    /// <summary>Forgets every pixel.</summary>
    public void Clear() => _colours.Clear();

    /// <inheritdoc/>
    public void Dispose() => _colours.Dispose();

    private static Vector128<byte> Distance(ReadOnlySpan<byte> bgr, Vector128<byte> colours) =>
        Vector128.Max(Vector128.Create(bgr), colours) - Vector128.Min(Vector128.Create(bgr), colours);

    private static void Remember(ReadOnlySpan<byte> bgr, Span<byte> colours, Vector128<byte> isShown, Vector128<byte> min) =>
        Vector128.ConditionalSelect(isShown, Vector128.Max(Vector128.Create(bgr), min), Vector128.Create(colours)).CopyTo(colours);
}
