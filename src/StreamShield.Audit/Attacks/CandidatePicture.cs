using OpenCvSharp;
using StreamShield.Core.Pictures;

namespace StreamShield.Audit.Attacks;

/// <summary>Reads candidate rooms for the line-up, cropped to the clip's aspect ratio.</summary>
internal static class CandidatePicture
{
    /// <summary>Reads one candidate.</summary>
    /// <returns>BGR at the given size; owned by the caller.</returns>
    /// <exception cref="InvalidDataException">It cannot be read; the message names it.</exception>
    public static Mat Read(string path, int width, int height)
    {
        using var picture = Decode(path);
        var shape = (double)width / height;
        var cutWidth = Math.Clamp((int)(picture.Rows * shape), 1, picture.Cols);
        var cutHeight = Math.Clamp((int)(picture.Cols / shape), 1, picture.Rows);
        using var middle = picture[new Rect((picture.Cols - cutWidth) / 2, (picture.Rows - cutHeight) / 2, cutWidth, cutHeight)];
        var fitted = new Mat();
        Cv2.Resize(middle, fitted, new Size(width, height), 0, 0, InterpolationFlags.Linear);
        return fitted;
    }

    private static Mat Decode(string path)
    {
        try
        {
            return PictureFile.Read(path);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"The candidate '{path}' {e.Message}: take it out of the folder or save it as JPEG or PNG.", e);
        }
    }
}
