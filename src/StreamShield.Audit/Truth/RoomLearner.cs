using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Core.Frames;

namespace StreamShield.Audit.Truth;

/// <summary>
/// Learns the room from a clip without an exact matte: per pixel, the median over the moments in which the output hid it. A pixel that was hidden in less than
/// a third of them is known only if it never changed (nobody sits perfectly still); other pixels stay unknown and are not judged. Owns its raw samples, zeroed
/// when disposed.
/// </summary>
public sealed class RoomLearner : IDisposable
{
    /// <summary>Maximum number of moments kept; further ones are ignored.</summary>
    public const int MaxSamples = 25;

    /// <summary>Minimum number of moments for a pixel that never changed to count as room.</summary>
    public const int MinForStill = 12;

    private const int ShownTolerance = 10;
    private const int StillTolerance = 3;

    private readonly int _width;
    private readonly int _height;
    private readonly List<PixelBuffer> _raws = [];
    private readonly List<PixelBuffer> _hidden = [];
    private readonly bool _exact;

    /// <summary>Creates a learner without samples.</summary>
    /// <param name="width">Width of all frames in pixels.</param>
    /// <param name="height">Height of all frames in pixels.</param>
    /// <param name="exact">True if the masks come from an exact matte, so that a single moment is enough.</param>
    public RoomLearner(int width, int height, bool exact = false)
    {
        _exact = exact;
        _width = width;
        _height = height;
    }

    /// <summary>Number of moments kept.</summary>
    public int Samples => _raws.Count;

    /// <summary>Adds one moment. Moments should be spread over the clip.</summary>
    /// <param name="raw">What the camera captured, BGR.</param>
    /// <param name="hidden">255 where the output hid the pixel (see <see cref="Hidden"/>), or where an exact matte says room.</param>
    public void Add(Mat raw, Mat hidden)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(hidden);
        if (Samples == MaxSamples)
        {
            return;
        }

        var pixels = new PixelBuffer(_width * _height * 3);
        raw.Bytes().CopyTo(pixels.Span);
        _raws.Add(pixels);
        var mask = new PixelBuffer(_width * _height);
        hidden.Bytes().CopyTo(mask.Span);
        _hidden.Add(mask);
    }

    /// <summary>Computes the estimate from the moments added so far. The caller owns it.</summary>
    public RoomEstimate Learn()
    {
        var picture = new Mat(_height, _width, MatType.CV_8UC3, Scalar.All(0));
        var known = new Mat(_height, _width, MatType.CV_8UC1, Scalar.All(0));
        var pixels = picture.Bytes();
        var knowledge = known.Bytes();
        Span<byte> levels = stackalloc byte[MaxSamples];
        for (var i = 0; i < knowledge.Length; i++)
        {
            var hidden = CountHidden(i);
            var enough = hidden > 0 && (_exact || hidden * 3 >= Samples);
            if (!enough && (_exact || Samples < MinForStill || !IsStill(i, levels)))
            {
                continue;
            }

            knowledge[i] = 255;
            for (var at = i * 3; at < (i * 3) + 3; at++)
            {
                pixels[at] = Median(at, enough ? i : -1, levels);
            }
        }

        SmoothFill.Into(picture, known);
        return new RoomEstimate(picture, known);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _raws.ForEach(buffer => buffer.Dispose());
        _hidden.ForEach(buffer => buffer.Dispose());
    }

    /// <summary>
    /// Finds the hidden pixels: 255 where the output differs from the raw picture by more than coding does. Isolated pixels follow their neighbours.
    /// </summary>
    /// <param name="raw">What the camera captured, BGR.</param>
    /// <param name="output">What was shown, BGR.</param>
    /// <returns>The mask, owned by the caller.</returns>
    public static Mat Hidden(Mat raw, Mat output)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(output);
        using var difference = new Mat();
        using var one = new Mat();
        using var two = new Mat();
        Cv2.Blur(raw, one, new Size(3, 3));
        Cv2.Blur(output, two, new Size(3, 3));
        Cv2.Absdiff(one, two, difference);
        var hidden = new Mat(raw.Size(), MatType.CV_8UC1);
        var levels = difference.Bytes();
        var mask = hidden.Bytes();
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(Math.Max(levels[i * 3], Math.Max(levels[(i * 3) + 1], levels[(i * 3) + 2])) > ShownTolerance ? 255 : 0);
        }

        using var shape = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(5, 5));
        Cv2.MorphologyEx(hidden, hidden, MorphTypes.Close, shape);
        return hidden;
    }

    private int CountHidden(int pixel)
    {
        var count = 0;
        foreach (var mask in _hidden)
        {
            count += mask.Span[pixel] != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>True if the pixel stays close to its median in most moments.</summary>
    private bool IsStill(int pixel, Span<byte> levels)
    {
        for (var at = pixel * 3; at < (pixel * 3) + 3; at++)
        {
            var median = Median(at, -1, levels);
            var strays = 0;
            foreach (var raw in _raws)
            {
                strays += Math.Abs(raw.Span[at] - median) > StillTolerance ? 1 : 0;
            }

            if (strays * 10 > Samples)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Median level over all moments, or over those in which the given pixel was hidden.</summary>
    private byte Median(int at, int hiddenPixel, Span<byte> levels)
    {
        var count = 0;
        for (var sample = 0; sample < _raws.Count; sample++)
        {
            if (hiddenPixel < 0 || _hidden[sample].Span[hiddenPixel] != 0)
            {
                levels[count++] = _raws[sample].Span[at];
            }
        }

        levels[..count].Sort();
        return levels[count / 2];
    }
}
