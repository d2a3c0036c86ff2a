using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>A room's picture under the camera of one moment.</summary>
internal sealed class Backdrop : IDisposable
{
    // Room for a bumped camera around the view.
    private const int Margin = 60;

    private readonly Mat _canvas = new();

    public Backdrop(string picture)
    {
        using var photo = Cv2.ImRead(picture);
        if (photo.Empty())
        {
            throw new FileNotFoundException($"There is no readable room at '{picture}'.");
        }

        var (width, height) = (Scene.Width + (2 * Margin), Scene.Height + (2 * Margin));
        var scale = Math.Max((double)width / photo.Cols, (double)height / photo.Rows);
        using var large = new Mat();
        Cv2.Resize(photo, large, new Size(Math.Ceiling(photo.Cols * scale), Math.Ceiling(photo.Rows * scale)), 0, 0, InterpolationFlags.Cubic);
        using var middle = large[new Rect((large.Cols - width) / 2, (large.Rows - height) / 2, width, height)];
        middle.CopyTo(_canvas);
    }

    /// <summary>The room as the camera sees it.</summary>
    /// <param name="x">Camera's shift in pixels.</param>
    /// <param name="y">Camera's shift in pixels.</param>
    /// <param name="turn">Rotation about the middle in radians.</param>
    /// <param name="view">Filled: BGR at the scene's size.</param>
    public void Look(double x, double y, double turn, Mat view)
    {
        var (sin, cos) = Math.SinCos(turn);
        var (middleX, middleY) = (Scene.Width / 2.0, Scene.Height / 2.0);
        using var move = new Mat(2, 3, MatType.CV_64FC1);
        move.Set(0, 0, cos);
        move.Set(0, 1, -sin);
        move.Set(0, 2, middleX + Margin + x - (cos * middleX) + (sin * middleY));
        move.Set(1, 0, sin);
        move.Set(1, 1, cos);
        move.Set(1, 2, middleY + Margin + y - (sin * middleX) - (cos * middleY));
        Cv2.WarpAffine(_canvas, view, move, new Size(Scene.Width, Scene.Height), InterpolationFlags.Cubic | InterpolationFlags.WarpInverseMap, BorderTypes.Reflect101);
    }

    /// <summary>The attacker's own photo: corners moved by up to 5 %, another light.</summary>
    public void Photograph(Random random, Mat photo)
    {
        using var view = new Mat();
        Look(0, 0, 0, view);
        float Off(double range) => (float)(((random.NextDouble() * 2) - 1) * range);
        Point2f[] from = [new(0, 0), new(Scene.Width, 0), new(Scene.Width, Scene.Height), new(0, Scene.Height)];
        var to = from.Select(corner => new Point2f(corner.X + Off(0.05 * Scene.Width), corner.Y + Off(0.05 * Scene.Height))).ToArray();
        using var move = Cv2.GetPerspectiveTransform(from, to);
        Cv2.WarpPerspective(view, photo, move, view.Size(), InterpolationFlags.Cubic, BorderTypes.Reflect101);
        var light = 1 + Off(0.15);
        using var levels = new Mat();
        photo.ConvertTo(levels, MatType.CV_32FC3);
        Cv2.Multiply(levels, new Scalar(light * (1 + Off(0.08)), light, light * (1 + Off(0.08))), levels);
        Cv2.Add(levels, Scalar.All(Off(10)), levels);
        levels.ConvertTo(photo, MatType.CV_8UC3);
    }

    public void Dispose() => _canvas.Dispose();
}
