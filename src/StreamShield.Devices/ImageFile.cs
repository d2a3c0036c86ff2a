using OpenCvSharp;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>Reads the streamer's own pictures: JPEG, PNG, WebP or BMP, turned upright as the camera noted.</summary>
public static class ImageFile
{
    /// <summary>Reads one. A picture of more pixels than any frame has is made smaller.</summary>
    /// <exception cref="ShieldException">It cannot be used: one sentence with cause and cure.</exception>
    public static BackgroundImage Read(string path)
    {
        OpenCvNative.Prepare();
        try
        {
            using var picture = PictureFile.Read(path);
            Shrink(picture);
            return new BackgroundImage(picture.Width, picture.Height, picture.AsSpan<byte>());
        }
        catch (Exception e) when (e is InvalidDataException or OpenCVException or OutOfMemoryException)
        {
            var cause = e is InvalidDataException ? e.Message : "cannot be read";
            throw new ShieldException(SlateReason.StageFailed, $"The picture {path} {cause}: choose a JPEG or PNG file of at most {PictureFile.MaxPixels / 1e6:0} million pixels.", e);
        }
    }

    private static void Shrink(Mat picture)
    {
        var scale = Math.Min(Math.Sqrt((double)FrameSize.MaxPixels / picture.Width / picture.Height), (double)BackgroundImage.MostSide / Math.Max(picture.Width, picture.Height));
        if (scale < 1)
        {
            var size = new Size(Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
            Cv2.Resize(picture, picture, size, interpolation: InterpolationFlags.Area);
        }
    }
}
