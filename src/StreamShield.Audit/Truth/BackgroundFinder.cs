using OpenCvSharp;
using StreamShield.Audit.Measures;

namespace StreamShield.Audit.Truth;

/// <summary>
/// Estimates the background offline where there is no exact matte: a raw pixel that looks like the known room in this frame's lighting is room. Owns its
/// buffers; not thread-safe.
/// </summary>
public sealed class BackgroundFinder : IDisposable
{
    private const int Tolerance = 10;
    private const int RoughTolerance = 30;
    private const int FitStep = 37;
    private const int MinForFit = 200;

    private readonly RoomEstimate _room;
    private readonly Mat _smoothRoom = new();
    private readonly Mat _smoothRaw = new();
    private readonly Mat _expected = new();
    private readonly Mat _close = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(5, 5));
    private readonly Mat _open = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(9, 9));

    /// <summary>Creates a finder for one room.</summary>
    /// <param name="room">Owned by the caller, who keeps it until the finder is disposed.</param>
    public BackgroundFinder(RoomEstimate room)
    {
        ArgumentNullException.ThrowIfNull(room);
        _room = room;
        Cv2.Blur(room.Picture, _smoothRoom, new Size(3, 3));
    }

    /// <summary>Segments one frame.</summary>
    /// <param name="raw">What the camera captured, BGR.</param>
    /// <param name="background">Receives 255 where the pixel is certainly room.</param>
    /// <param name="person">Receives 255 everywhere else: pixels that may be the streamer.</param>
    public void Find(Mat raw, Mat background, Mat person)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(background);
        ArgumentNullException.ThrowIfNull(person);
        Cv2.Blur(raw, _smoothRaw, new Size(3, 3));
        using var light = Light();
        Cv2.LUT(_smoothRoom, light, _expected);
        Cv2.Absdiff(_smoothRaw, _expected, _expected);
        Cv2.InRange(_expected, Scalar.All(0), Scalar.All(Tolerance), background);
        Cv2.BitwiseAnd(background, _room.Known, background);
        Cv2.MorphologyEx(background, background, MorphTypes.Close, _close);
        Cv2.MorphologyEx(background, background, MorphTypes.Open, _open);
        Cv2.BitwiseAnd(background, _room.Known, background);
        Cv2.BitwiseNot(background, person);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _smoothRoom.Dispose();
        _smoothRaw.Dispose();
        _expected.Dispose();
        _close.Dispose();
        _open.Dispose();
    }

    /// <summary>Lookup table from the room's levels to the expected levels in this frame's lighting, per channel.</summary>
    private Mat Light()
    {
        var table = new Mat(1, 256, MatType.CV_8UC3);
        var levels = table.Bytes();
        for (var channel = 0; channel < 3; channel++)
        {
            var (gain, offset) = Fit(channel);
            for (var level = 0; level < 256; level++)
            {
                // A sensor clips at both ends, so the expected level must clip as well.
                levels[(level * 3) + channel] = (byte)Math.Clamp(Math.Round((level * gain) + offset), 0, 255);
            }
        }

        return table;
    }

    /// <summary>Fits the frame's lighting to the room's: first the median ratio, then least squares over the pixels that agree with it.</summary>
    private (double Gain, double Offset) Fit(int channel)
    {
        var levels = _smoothRaw.Bytes();
        var room = _smoothRoom.Bytes();
        var known = _room.Known.Bytes();
        var ratios = new List<double>();
        for (var i = 0; i < known.Length; i += FitStep)
        {
            var at = (i * 3) + channel;
            if (known[i] != 0 && room[at] is > 20 and < 235)
            {
                ratios.Add((double)levels[at] / room[at]);
            }
        }

        if (ratios.Count < MinForFit)
        {
            return (1, 0);
        }

        ratios.Sort();
        var gain = Math.Clamp(ratios[ratios.Count / 2], 0.4, 2.5);
        double n = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (var i = 0; i < known.Length; i += FitStep)
        {
            var at = (i * 3) + channel;
            if (known[i] != 0 && levels[at] is > 3 and < 250 && Math.Abs(levels[at] - (room[at] * gain)) < RoughTolerance)
            {
                n++;
                x += room[at];
                y += levels[at];
                xx += room[at] * room[at];
                xy += room[at] * levels[at];
            }
        }

        var spread = (n * xx) - (x * x);
        if (n < MinForFit || spread < n * n)
        {
            return (gain, 0);
        }

        var slope = ((n * xy) - (x * y)) / spread;
        return (slope, (y - (slope * x)) / n);
    }
}
