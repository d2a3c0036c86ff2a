using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Audit.Attacks;

/// <summary>The attacker's estimate of the picture that hides the room: the per-pixel median over the recorded frames.</summary>
internal static unsafe class HiddenLayer
{
    /// <summary>Computes the estimate, BGR; owned by the caller.</summary>
    public static Mat Guess(IReadOnlyList<Seen> frames)
    {
        var guess = new Mat(frames[0].Output.Size(), MatType.CV_8UC3);
        var target = guess.Bytes();
        Span<byte> levels = stackalloc byte[frames.Count];
        var sources = frames.Select(frame => frame.Output.Data).ToArray();
        for (var i = 0; i < target.Length; i++)
        {
            for (var frame = 0; frame < sources.Length; frame++)
            {
                levels[frame] = ((byte*)sources[frame])[i];
            }

            levels.Sort();
            target[i] = levels[frames.Count / 2];
        }

        return guess;
    }

    /// <summary>Colour difference of each pixel from the estimate: Euclidean in CIE Lab (CIE 1976), 0..255. The caller owns the result.</summary>
    public static Mat Distance(Mat output, Mat guess)
    {
        using var one = new Mat();
        using var two = new Mat();
        Cv2.CvtColor(output, one, ColorConversionCodes.BGR2Lab);
        Cv2.CvtColor(guess, two, ColorConversionCodes.BGR2Lab);
        var distance = new Mat(output.Size(), MatType.CV_8UC1);
        var target = distance.Bytes();
        var a = one.Bytes();
        var b = two.Bytes();
        for (var i = 0; i < target.Length; i++)
        {
            // OpenCV scales L from 0..100 to 0..255.
            var lightness = (a[i * 3] - b[i * 3]) * (100 / 255.0);
            var green = a[(i * 3) + 1] - b[(i * 3) + 1];
            var blue = a[(i * 3) + 2] - b[(i * 3) + 2];
            target[i] = (byte)Math.Min(255, Math.Sqrt((lightness * lightness) + (green * green) + (blue * blue)));
        }

        return distance;
    }
}
