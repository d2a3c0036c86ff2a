using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Pictures;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices;

/// <summary>Reads image files that the user supplies (JPEG, PNG, WebP or BMP) and rotates them upright according to their EXIF data.</summary>
public static class ImageFile
{
    private static readonly ImageEncodingParam Quality = new(ImwriteFlags.JpegQuality, 95);

    /// <summary>Reads a picture. One with more pixels than the largest frame is scaled down.</summary>
    /// <exception cref="ShieldException">The file cannot be used; the message states cause and cure.</exception>
    public static BackgroundImage Read(string path) => Use($"The picture {path}", () => PictureFile.Read(path), static picture => new BackgroundImage(picture.Width, picture.Height, picture.AsSpan<byte>()));

    /// <summary>Re-encodes a picture as upright JPEG. Only the pixels are kept: location, camera and date are dropped.</summary>
    /// <param name="file">The file's bytes: JPEG, PNG, WebP or BMP.</param>
    /// <exception cref="ShieldException">The file cannot be used; the message states cause and cure.</exception>
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
