using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Pictures;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices;

/// <summary>Reads the streamer's own pictures: JPEG, PNG, WebP or BMP, turned upright as the camera noted.</summary>
public static class ImageFile
{
    private static readonly ImageEncodingParam Quality = new(ImwriteFlags.JpegQuality, 95);

    /// <summary>Reads one. A picture of more pixels than any frame has is made smaller.</summary>
    /// <exception cref="ShieldException">It cannot be used: one sentence with cause and cure.</exception>
    public static BackgroundImage Read(string path) => Use($"The picture {path}", () => PictureFile.Read(path), static picture => new BackgroundImage(picture.Width, picture.Height, picture.AsSpan<byte>()));

    /// <summary>Encodes one anew as JPEG, upright: its pixels are all that is kept, and no place, camera or date.</summary>
    /// <param name="file">As it was given: JPEG, PNG, WebP or BMP.</param>
    /// <exception cref="ShieldException">It cannot be used: one sentence with cause and cure.</exception>
    public static byte[] Reencode(ReadOnlyMemory<byte> file) => Use("This picture", () => PictureFile.Decode(file.Span), static picture =>
    {
        Cv2.ImEncode(".jpg", picture, out var jpeg, Quality);
        return jpeg;
    });

    private static T Use<T>(string what, Func<Mat> read, Func<Mat, T> use)
    {
        OpenCvNative.Prepare();
        try
        {
            using var picture = read();
            Shrink(picture);
            return use(picture);
        }
        catch (Exception e) when (e is InvalidDataException or OpenCVException or OutOfMemoryException)
        {
            var cause = e is InvalidDataException ? e.Message : "cannot be read";
            throw new ShieldException(SlateReason.StageFailed, $"{what} {cause}: choose a JPEG or PNG file of at most {PictureFile.MaxPixels / 1e6:0} million pixels.", e);
        }
    }

    private static void Shrink(Mat picture)
    {
        var scale = Math.Min(Math.Sqrt((double)FrameSize.MaxPixels / picture.Width / picture.Height), (double)BackgroundImage.MaxSide / Math.Max(picture.Width, picture.Height));
        if (scale < 1)
        {
            var size = new Size(Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
            Cv2.Resize(picture, picture, size, interpolation: InterpolationFlags.Area);
        }
    }
}
