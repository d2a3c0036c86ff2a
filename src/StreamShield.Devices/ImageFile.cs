using OpenCvSharp;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>Reads the streamer's own pictures: JPEG, PNG and what else OpenCV knows, turned upright as the camera noted.</summary>
public static class ImageFile
{
    private const long MostBytes = 200L << 20;

    /// <summary>Reads one.</summary>
    /// <exception cref="ShieldException">It cannot be used: one sentence with cause and cure.</exception>
    public static BackgroundImage Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw Refusal(path, Directory.Exists(path) ? "is a folder" : "does not exist");
        }

        try
        {
            if (new FileInfo(path).Length is var bytes && bytes is 0 or > MostBytes)
            {
                throw Refusal(path, bytes == 0 ? "is empty" : $"is larger than {MostBytes >> 20} MB");
            }

            OpenCvNative.Prepare();
            using var picture = Cv2.ImDecode(File.ReadAllBytes(path), ImreadModes.Color);
            if (picture.Empty() || Math.Max(picture.Width, picture.Height) > BackgroundImage.MostSide)
            {
                throw Refusal(path, picture.Empty() ? "is no picture that can be read" : $"is {picture.Width}x{picture.Height} pixels large");
            }

            return new BackgroundImage(picture.Width, picture.Height, picture.AsSpan<byte>());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OpenCVException)
        {
            throw Refusal(path, "cannot be read", e);
        }
    }

    private static ShieldException Refusal(string path, string cause, Exception? inner = null) =>
        new(SlateReason.StageFailed, $"The picture {path} {cause}: choose a JPEG or PNG file of at most {BackgroundImage.MostSide} pixels a side.", inner);
}
