using OpenCvSharp;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>Reads a plate from a picture of the empty room (PNG, JPEG and what else OpenCV reads).</summary>
public static class PlatePicture
{
    /// <summary>Larger files are no pictures of rooms.</summary>
    private const int MaxBytes = 128 << 20;

    /// <summary>Loads a plate. A picture of another size or shape is fitted as a source's would be (<see cref="FrameFitter"/>); nothing is known where it leaves black bars.</summary>
    /// <param name="path">The picture.</param>
    /// <param name="size">Size of the frames that the plate is for.</param>
    /// <returns>The caller's.</returns>
    /// <exception cref="ShieldException">Missing, unreadable, too large or not a picture.</exception>
    public static Plate Load(string path, FrameSize size)
    {
        using var picture = Decode(path, Read(path));
        using var pool = new FramePool(size, 1);
        using var frame = pool.Rent();
        using var fitter = new FrameFitter();
        fitter.Fit(picture, frame);
        var plate = new Plate(size);
        frame.Pixels.CopyTo(plate.Pixels);
        Know(plate, FrameFitter.Place(picture.Cols, picture.Rows, size));
        plate.MarkChanged();
        return plate;
    }

    private static byte[] Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw Failed($"The plate {path} is a folder: give a picture of the empty room.");
        }

        try
        {
            // The length of a pipe or device is 0: it is refused before an endless read.
            return new FileInfo(path).Length switch
            {
                0 => throw Failed($"The plate {path} is empty: save the picture of the empty room again."),
                > MaxBytes => throw Failed($"The plate {path} is larger than {MaxBytes >> 20} MiB: give a smaller picture."),
                _ => File.ReadAllBytes(path),
            };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Failed($"There is no plate {path}: check the path.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Failed($"The plate {path} may not be read: allow your user to read it.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw Failed($"The plate {path} could not be read ({e.Message.TrimEnd('.')}): check the disk or copy it elsewhere.", e);
        }
    }

    private static Mat Decode(string path, byte[] bytes)
    {
        try
        {
            var picture = Cv2.ImDecode(bytes, ImreadModes.Color);
            if (!picture.Empty())
            {
                return picture;
            }

            picture.Dispose();
        }
        catch (OpenCVException e)
        {
            throw Failed($"The plate {path} is damaged: save the picture of the empty room again.", e);
        }

        throw Failed($"The plate {path} is no picture: give a PNG or JPEG of the empty room.");
    }

    private static void Know(Plate plate, (int Left, int Top, int Width, int Height) place)
    {
        for (var y = place.Top; y < place.Top + place.Height; y++)
        {
            plate.Confidence.Slice((y * plate.Size.Width) + place.Left, place.Width).Fill(byte.MaxValue);
        }
    }

    private static ShieldException Failed(string sentence, Exception? inner = null) => new(SlateReason.SourceMissing, sentence, inner);
}
