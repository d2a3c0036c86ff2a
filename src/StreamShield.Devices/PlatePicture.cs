using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Pictures;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices;

/// <summary>Reads a plate from a picture of the empty room (PNG, JPEG, WebP or BMP).</summary>
public static class PlatePicture
{
    /// <summary>Loads a plate. A picture of another size or shape is fitted as a source's would be (<see cref="FrameFitter"/>); nothing is known where it leaves black bars.</summary>
    /// <param name="path">The picture.</param>
    /// <param name="size">Size of the frames that the plate is for.</param>
    /// <returns>The caller's.</returns>
    /// <exception cref="ShieldException">Missing, unreadable, too large or not a picture.</exception>
    public static Plate Load(string path, FrameSize size)
    {
        using var picture = Read(path);
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

    private static void Know(Plate plate, (int Left, int Top, int Width, int Height) place)
    {
        for (var y = place.Top; y < place.Top + place.Height; y++)
        {
            plate.Confidence.Slice((y * plate.Size.Width) + place.Left, place.Width).Fill(byte.MaxValue);
        }
    }
}
