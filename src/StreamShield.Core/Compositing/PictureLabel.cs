using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Compositing;

/// <summary>Draws a word on a dark box in the lower left corner of shielded pictures. The box is drawn when the word changes and then copied. Not
/// thread-safe.</summary>
/// <param name="size">Size of the pictures.</param>
internal sealed class PictureLabel(FrameSize size)
{
    /// <summary>Smallest height of the box in pixels. Pictures less than four times as high get no label.</summary>
    private const int MinHeight = FrameSize.MinSide;

    private string? _word;
    private FrameSize _box;
    private byte[] _nv12 = [];

    /// <summary>Draws the word; null draws nothing.</summary>
    public void Draw(string? word, ShieldedFrame target)
    {
        if (word is null || size.Height < 4 * MinHeight || size.Width < 8 * MinHeight)
        {
            return;
        }

        if (word != _word)
        {
            Make(word);
            _word = word;
        }

        var bytes = target.DrawOver();
        var left = Even(size.Height / 24);
        var top = size.Height - left - _box.Height;
        Copy(_nv12, bytes, top, left, _box.Height);
        Copy(_nv12.AsSpan(_box.Pixels), bytes[size.Pixels..], top / 2, left, _box.Height / 2);
    }

    private void Copy(ReadOnlySpan<byte> from, Span<byte> to, int top, int left, int rows)
    {
        for (var y = 0; y < rows; y++)
        {
            from.Slice(y * _box.Width, _box.Width).CopyTo(to[(((top + y) * size.Width) + left)..]);
        }
    }

    private unsafe void Make(string word)
    {
        var height = Math.Max(MinHeight, Even(size.Height / 14));

        // Hershey capitals are 21 units high; the font has no size in pixels.
        var scale = height * 0.5 / 21;
        var thickness = Math.Max(1, height / 14);
        var extent = Cv2.GetTextSize(word, HersheyFonts.HersheySimplex, scale, thickness, out _);
        _box = new FrameSize(Math.Clamp(Even(extent.Width + height), MinHeight, Even(size.Width / 2)), height);
        using var canvas = new Mat(_box.Height, _box.Width, MatType.CV_8UC3, new Scalar(36, 28, 24));
        Cv2.PutText(canvas, word, new Point((_box.Width - extent.Width) / 2, height * 3 / 4), HersheyFonts.HersheySimplex, scale, new Scalar(240, 236, 232), thickness, LineTypes.AntiAlias);
        _nv12 = new byte[_box.Nv12Bytes];
        var pixels = new ReadOnlySpan<byte>(canvas.DataPointer, _box.Pixels * 3);
        Nv12.Convert(pixels, _box, _nv12);
    }

    private static int Even(int side) => side / 2 * 2;
}
