using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Compositing;

/// <summary>Draws one word on a dark ground into the lower left corner of a shielded picture. Made when the word changes; then a copy of some rows. Used from one thread.</summary>
/// <param name="size">Of the pictures.</param>
internal sealed class PictureLabel(FrameSize size)
{
    /// <summary>Of the word's ground, in pixels; no label fits into a picture of four times that.</summary>
    private const int MinHeight = FrameSize.MinSide;

    private string? _word;
    private FrameSize _box;
    private byte[] _nv12 = [];

    /// <summary>Draws the word; nothing for null.</summary>
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
