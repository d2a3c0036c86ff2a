using StreamShield.Core.Frames;

namespace StreamShield.Core.Mattes;

/// <summary>
/// What a segmenter may be told of the room beside the frame, at its matte's size: the empty room as it should look in this frame. Advice only: a segmenter answers for this
/// frame (law 3), and one that takes no hints ignores it. Its owner fills it before each frame.
/// </summary>
public sealed class SegmenterHints : IDisposable
{
    private readonly PixelBuffer _plate;
    private readonly PixelBuffer _known;

    /// <summary>Hints that say nothing.</summary>
    /// <param name="width">Width of the segmenter's mattes.</param>
    /// <param name="height">Height of the segmenter's mattes.</param>
    public SegmenterHints(int width, int height)
    {
        Width = width;
        Height = height;
        _plate = new PixelBuffer(width * height * 3);
        _known = new PixelBuffer(width * height);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The empty room in this frame's geometry and light, B G R.</summary>
    public Span<byte> Plate => _plate.Span;

    /// <summary>Per pixel: 0 = the room is not known there, 255 = known for certain.</summary>
    public Span<byte> Known => _known.Span;

    /// <summary>Says nothing of the room any more.</summary>
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
