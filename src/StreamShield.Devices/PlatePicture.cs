using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pictures;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices;

/// <summary>Reads a plate from a picture of the empty room (PNG, JPEG, WebP or BMP).</summary>
public static class PlatePicture
{
    /// <summary>
    /// Loads a plate. A picture of another size or shape is fitted like a source's frames (<see cref="FrameFitter"/>); confidence is 0 in the black bars.
    /// </summary>
    /// <param name="path">Path of the picture.</param>
    /// <param name="size">Size of the frames that the plate is for.</param>
    /// <returns>The plate, owned by the caller.</returns>
    /// <exception cref="ShieldException">The file is missing, unreadable, too large or not a picture.</exception>
    public static Plate Load(string path, FrameSize size)
    {
        using var picture = Read(path);
        using var pool = new FramePool(size, 1);
        using var frame = pool.Rent();
        using var fitter = new FrameFitter();
        fitter.Fit(picture, frame);
        var plate = new Plate(size);
        frame.Pixels.CopyTo(plate.Pixels);
        MarkKnown(plate, FrameFitter.Place(picture.Cols, picture.Rows, size));
        plate.MarkChanged();
        return plate;
    }

    private static Mat Read(string path)
    {
        OpenCvNative.Prepare();
        try
        {
            return PictureFile.Read(path);
        }
        catch (InvalidDataException e)
        {
            throw new ShieldException(SlateReason.SourceMissing, $"The plate {path} {e.Message}: give a PNG or JPEG of the empty room.", e);
        }
    }

    private static void MarkKnown(Plate plate, (int Left, int Top, int Width, int Height) place)
    {
        for (var y = place.Top; y < place.Top + place.Height; y++)
        {
            plate.Confidence.Slice((y * plate.Size.Width) + place.Left, place.Width).Fill(byte.MaxValue);
        }
    }
}
