using OpenCvSharp;

namespace StreamShield.Lab.Rooms;

/// <summary>The clip with an exact alpha channel, enlarged to the scene's size.</summary>
internal sealed class DancerActor : IActor
{
    private const int ClipWidth = 640;
    private const int ClipHeight = 360;

    private readonly LosslessReader _colours;
    private readonly LosslessReader _alphas;
    private readonly Mat _colour = new(ClipHeight, ClipWidth, MatType.CV_8UC3);
    private readonly Mat _alpha = new(ClipHeight, ClipWidth, MatType.CV_8UC1);
    private readonly bool _mirrored;

    public DancerActor(string data, Casting casting)
    {
        _colours = new LosslessReader(Path.Combine(data, "clips", "dancer-colour.mp4"), ClipWidth, ClipHeight, 3);
        _alphas = new LosslessReader(Path.Combine(data, "clips", "dancer-alpha.mp4"), ClipWidth, ClipHeight, 1);
        _mirrored = casting.Mirrored;
        for (var i = 0; i < casting.Start; i++)
        {
            Read();
        }
    }

    public void Next(Mat colour, Mat alpha)
    {
        Read();
        // What the codec left around the person and inside him is noise, not softness.
        _alpha.ConvertTo(_alpha, MatType.CV_8UC1, 1.25, -32);
        Foreground.Clean(_colour, _alpha, 2, green: true);
        if (_mirrored)
        {
            Cv2.Flip(_colour, _colour, FlipMode.Y);
            Cv2.Flip(_alpha, _alpha, FlipMode.Y);
        }

        var size = new Size(Scene.Width, Scene.Height);
        Cv2.Resize(_colour, colour, size, 0, 0, InterpolationFlags.Cubic);
        Cv2.Resize(_alpha, alpha, size, 0, 0, InterpolationFlags.Cubic);
    }

    public void Dispose()
    {
        _colours.Dispose();
        _alphas.Dispose();
        _colour.Dispose();
        _alpha.Dispose();
    }

    private void Read()
    {
        if (!_colours.Read(_colour) || !_alphas.Read(_alpha))
        {
            throw new InvalidDataException("The dancer's clip ended before the scene did.");
        }
    }
}
