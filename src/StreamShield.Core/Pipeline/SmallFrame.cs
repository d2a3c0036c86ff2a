using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;

namespace StreamShield.Core.Pipeline;

/// <summary>Scales frames to the coarse matte's size, unless the segmenter has done so already. Owns its buffer; does not allocate per frame.</summary>
/// <param name="size">Size of the frames.</param>
/// <param name="width">Width of the coarse matte.</param>
/// <param name="height">Height of the coarse matte.</param>
internal sealed class SmallFrame(FrameSize size, int width, int height) : IDisposable
{
    private readonly AreaScaler _scaler = new(size, width, height);
    private readonly PixelBuffer _small = new(width * height * 3);

    /// <summary>The frame at the coarse matte's size, B G R; valid until the next call here or of the segmenter.</summary>
    public ReadOnlySpan<byte> Of(Frame frame, ISegmenter segmenter)
    {
        var small = segmenter.SmallFrame;
        if (small.Length == _small.Length)
        {
            return small;
        }

        _scaler.Scale(frame.Pixels, _small.Span);
        return _small.Span;
    }

    /// <inheritdoc/>
    public void Dispose() => _small.Dispose();
}
