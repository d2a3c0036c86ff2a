using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Obscuring;

/// <summary>The user's picture instead of the room: sharp, cropped at the centre to the frame's shape. Reveals nothing about the room at any
/// strength.</summary>
public sealed class ImageObscurer : IObscurer
{
    private readonly HiddenPicture _picture;

    /// <summary>Scales the picture once.</summary>
    public ImageObscurer(FrameSize size, BackgroundImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        _picture = new HiddenPicture(size);
        ReadOnlySpan<byte> bgr = image.CoverBgr(size.Width, size.Height);
        var stride = size.Width * 3;
        for (var y = 0; y < size.Height; y += 2)
        {
            Nv12.ConvertRows(
                bgr.Slice(y * stride, stride),
                bgr.Slice((y + 1) * stride, stride),
                _picture.Luma.Slice(y * size.Width, size.Width),
                _picture.Luma.Slice((y + 1) * size.Width, size.Width),
                _picture.Chroma.Slice(y / 2 * size.Width, size.Width));
        }
    }

    /// <inheritdoc/>
    public HiddenPicture Obscure(Frame frame, Matte matte, TimeSpan passed) => _picture;

    /// <inheritdoc/>
    public void Dispose() => _picture.Dispose();
}
