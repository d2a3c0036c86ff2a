using StreamShield.Core.Frames;

namespace StreamShield.Core.Mattes;

/// <summary>What a segmenter may know about the room besides the frame: the empty room as it should look in this frame, at the size of the matte. It
/// is a hint: the segmenter must still judge this frame (law 3), and one that takes no hints ignores it. The owner fills it before each
/// frame.</summary>
public sealed class SegmenterHints : IDisposable
{
    private readonly PixelBuffer _plate;
    private readonly PixelBuffer _known;

    /// <summary>Creates empty hints.</summary>
    /// <param name="width">Width of the segmenter's mattes.</param>
    /// <param name="height">Height of the segmenter's mattes.</param>
    public SegmenterHints(int width, int height)
    {
        Width = width;
        Height = height;
        _plate = new PixelBuffer(width * height * 3);
        _known = new PixelBuffer(width * height);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The empty room with this frame's geometry and lighting, B G R.</summary>
    public Span<byte> Plate => _plate.Span;

    /// <summary>Per pixel: 0 = the room is unknown here, 255 = known for certain.</summary>
    public Span<byte> Known => _known.Span;

    /// <summary>Clears what is known about the room.</summary>
    public void ForgetRoom()
    {
        _plate.Clear();
        _known.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _plate.Dispose();
        _known.Dispose();
    }
}
