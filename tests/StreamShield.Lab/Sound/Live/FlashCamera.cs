using System.Diagnostics;
using System.Globalization;
using OpenCvSharp;
using StreamShield.Core.Frames;

namespace StreamShield.Lab.Sound.Live;

/// <summary>A camera before which a lamp flashes about once a second, for one frame: says on the standard output when each such frame was handed over.</summary>
internal sealed class FlashCamera(ISource inner) : ISource
{
    /// <summary>How such a line begins; a time stamp of <see cref="Stopwatch"/> follows.</summary>
    public const string Word = "flash ";

    private const double MinSeconds = 0.8;
    private const double MaxSeconds = 1.4;
    private const int Brightness = 70;

    private readonly Random _random = new(11);
    private long _next;

    public string Name => inner.Name;

    public SourceFormat Open()
    {
        PlanNext();
        return inner.Open();
    }

    public bool Read(Frame frame)
    {
        if (!inner.Read(frame))
        {
            return false;
        }

        if (Stopwatch.GetTimestamp() >= _next)
        {
            using var picture = Mat.FromPixelData(frame.Size.Height, frame.Size.Width, MatType.CV_8UC3, frame.Address);
            Cv2.Add(picture, Scalar.All(Brightness), picture);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Word}{Stopwatch.GetTimestamp()}"));
            PlanNext();
        }

        return true;
    }

    public void Dispose() => inner.Dispose();

    private void PlanNext() => _next = Stopwatch.GetTimestamp() + (long)((MinSeconds + ((MaxSeconds - MinSeconds) * _random.NextDouble())) * Stopwatch.Frequency);
}
