using StreamShield.Core.Frames;

namespace StreamShield.Core.Plates;

/// <summary>Remembers the colour that each pixel had when it was last shown. Whatever looks different after it was hidden is not what was shown
/// there: the streamer has moved, and the room has come into view. Holds raw samples, wiped when disposed. Allocates only on construction.</summary>
/// <param name="size">Size of the frames.</param>
internal sealed class ShownColours(FrameSize size) : IDisposable
{
    /// <summary>Alpha from which a pixel was shown.</summary>
    private const byte Shown = 128;

    /// <summary>Levels, in the worst channel, by which another thing differs.</summary>
    private const int Other = 30;

    /// <summary>B G R. Blue 0 means that the pixel was never shown.</summary>
    private readonly PixelBuffer _colours = new(size.Pixels * 3);

    /// <summary>Records the shown pixels of a part of a row.</summary>
    /// <param name="at">Index of the first pixel.</param>
    /// <param name="bgr">Their colours.</param>
    /// <param name="fine">Their final alpha.</param>
    public void Remember(int at, ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> fine)
    {
        var colours = _colours.Span.Slice(at * 3, bgr.Length);
        for (var x = 0; x < fine.Length; x++)
        {
            if (fine[x] >= Shown)
            {
                bgr.Slice(x * 3, 3).CopyTo(colours[(x * 3)..]);
                colours[x * 3] = Math.Max((byte)1, colours[x * 3]);
            }
        }
    }

    /// <summary>True when a pixel was shown before.</summary>
    public bool WasShown(int at) => _colours.Span[at * 3] > 0;

    /// <summary>True when a pixel that was shown before had another colour then.</summary>
    public bool Differs(int at, byte b, byte g, byte r)
    {
        var shown = _colours.Span.Slice(at * 3, 3);
        return Math.Max(Math.Max(Math.Abs(b - shown[0]), Math.Abs(g - shown[1])), Math.Abs(r - shown[2])) >= Other;
    }

    /// <summary>Forgets every pixel.</summary>
    public void Clear() => _colours.Clear();

    /// <inheritdoc/>
    public void Dispose() => _colours.Dispose();
}
