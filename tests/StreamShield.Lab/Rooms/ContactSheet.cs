using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>Small pictures side by side, with what a matte hides in red.</summary>
internal sealed class ContactSheet : IDisposable
{
    private const int Columns = 6;
    private static readonly Size Small = new(Scene.Width / 4, Scene.Height / 4);

    private readonly List<Mat> _pictures = [];

    /// <summary>Adds a picture.</summary>
    /// <param name="raw">BGR.</param>
    /// <param name="matte">What is shown of it.</param>
    public void Add(Mat raw, Mat matte)
    {
        var picture = raw.Resize(Small, interpolation: InterpolationFlags.Area);
        using var hidden = matte.Resize(Small, interpolation: InterpolationFlags.Area);
        Cv2.Threshold(hidden, hidden, 127, 255, ThresholdTypes.BinaryInv);
        using var red = new Mat(Small, MatType.CV_8UC3, new Scalar(60, 40, 200));
        using var mixed = new Mat();
        Cv2.AddWeighted(picture, 0.45, red, 0.55, 0, mixed);
        mixed.CopyTo(picture, hidden);
        _pictures.Add(picture);
    }

    /// <summary>Writes the sheet.</summary>
    public void Save(string path)
    {
        using var sheet = new Mat(((_pictures.Count + Columns - 1) / Columns) * Small.Height, Columns * Small.Width, MatType.CV_8UC3, Scalar.All(0));
        for (var i = 0; i < _pictures.Count; i++)
        {
            using var place = sheet[new Rect(i % Columns * Small.Width, i / Columns * Small.Height, Small.Width, Small.Height)];
            _pictures[i].CopyTo(place);
        }

        sheet.SaveImage(path);
    }

    /// <inheritdoc/>
    public void Dispose() => _pictures.ForEach(static picture => picture.Dispose());
}
