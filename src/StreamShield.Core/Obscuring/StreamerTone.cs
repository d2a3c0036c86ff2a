using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Obscuring;

/// <summary>Estimates how bright and how warm the light on the streamer is, in a few coarse levels that change slowly. A decoy takes its tone from
/// it. Reads only fully visible pixels, so the estimate holds nothing that the viewer does not see anyway. Allocates only on construction.</summary>
internal sealed class StreamerTone
{
    /// <summary>Samples every this many pixels, in both directions.</summary>
    private const int Every = 8;

    /// <summary>At least one pixel in this many must be fully visible for an estimate.</summary>
    private const int MinShareOf = 200;

    /// <summary>Share of the streamer's pixels, the darkest ones, that are not measured: skin and bright things show the light better than dark
    /// clothes.</summary>
    private const double DarkShare = 0.6;

    /// <summary>Mean luma (0..255) of the measured pixels in the light that decoys are drawn for.</summary>
    private const float ReferenceLuma = 150;

    /// <summary>Mean (R - B) / G of the measured pixels in that light. Skin is warm by itself.</summary>
    private const float ReferenceWarmth = 0.4f;

    /// <summary>Exponent that weakens the estimate, since skin and clothes differ and the light is not the only cause.</summary>
    private const float Trust = 0.5f;

    private const float WarmthTrust = 0.15f;
    private const float ExposureStep = 0.08f;
    private const float WarmthStep = 0.03f;
    private const float MaxWarmth = 0.09f;

    /// <summary>Largest change per second: of the exposure as a share of its value, of the warmth a quarter of it. Too slow to be noticed.</summary>
    private const float Pace = 0.06f;

    /// <summary>Longest time, in seconds, that one frame counts for: after a gap the tone does not jump.</summary>
    private const float MaxSeconds = 0.1f;

    private readonly FrameSize _size;
    private readonly int[] _histogram = new int[256];
    private float _exposureLevel = 1;
    private float _warmthLevel;
    private bool _seen;

    public StreamerTone(FrameSize size) => _size = size;

    /// <summary>Brightness factor, near 1.</summary>
    public float Exposure { get; private set; } = 1;

    /// <summary>Red is multiplied by 1 + this, blue by 1 - this.</summary>
    public float Warmth { get; private set; }

    /// <summary>Measures one frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="matte">Its fine matte.</param>
    /// <param name="passed">Time since the frame before.</param>
    /// <returns>True when the tone changed.</returns>
    public bool Follow(Frame frame, Matte matte, TimeSpan passed)
    {
        var visible = CountLuma(frame.Pixels, matte.Alpha);
        if (visible * Every * Every >= _size.Pixels / MinShareOf)
        {
            Aim(frame.Pixels, matte.Alpha, visible);
        }

        var (exposure, warmth) = (Exposure, Warmth);
        var step = Pace * Math.Clamp((float)passed.TotalSeconds, 0, MaxSeconds);
        Exposure = Towards(Exposure, _exposureLevel, step * Exposure);
        Warmth = Towards(Warmth, _warmthLevel, step / 4);
        return Exposure != exposure || Warmth != warmth;
    }

    private static int Luma(ReadOnlySpan<byte> pixel) => ((29 * pixel[0]) + (150 * pixel[1]) + (77 * pixel[2])) >> 8;

    private static float Towards(float value, float aim, float max) => value + Math.Clamp(aim - value, -max, max);

    /// <summary>Keeps a level until the target has clearly left it.</summary>
    private static float Settle(float level, float wish, float step) => Math.Abs(wish - level) > step * 0.8f ? MathF.Round(wish / step) * step : level;

    private int CountLuma(ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> alpha)
    {
        Array.Clear(_histogram);
        var visible = 0;
        for (var y = Every / 2; y < _size.Height; y += Every)
        {
            for (var x = Every / 2; x < _size.Width; x += Every)
            {
                var at = (y * _size.Width) + x;
                if (alpha[at] == 255)
                {
                    _histogram[Luma(bgr.Slice(at * 3, 3))]++;
                    visible++;
                }
            }
        }

        return visible;
    }

    private void Aim(ReadOnlySpan<byte> bgr, ReadOnlySpan<byte> alpha, int visible)
    {
        var dark = 0;
        for (var left = (int)(visible * DarkShare); left >= _histogram[dark]; dark++)
        {
            left -= _histogram[dark];
        }

        long b = 0, g = 0, r = 0, luma = 0, count = 0;
        for (var y = Every / 2; y < _size.Height; y += Every)
        {
            for (var x = Every / 2; x < _size.Width; x += Every)
            {
                var at = (y * _size.Width) + x;
                var pixel = bgr.Slice(at * 3, 3);
                if (alpha[at] == 255 && Luma(pixel) >= dark)
                {
                    (b, g, r, luma, count) = (b + pixel[0], g + pixel[1], r + pixel[2], luma + Luma(pixel), count + 1);
                }
            }
        }

        var exposure = Math.Clamp(MathF.Pow((luma / (float)count) / ReferenceLuma, Trust), 0.5f, 1.25f);
        var warmth = Math.Clamp((((r - b) / (float)Math.Max(1, g)) - ReferenceWarmth) * WarmthTrust, -MaxWarmth, MaxWarmth);
        _exposureLevel = Settle(_exposureLevel, exposure, ExposureStep);
        _warmthLevel = Settle(_warmthLevel, warmth, WarmthStep);
        if (!_seen)
        {
            (Exposure, Warmth, _seen) = (_exposureLevel, _warmthLevel, true);
        }
    }
}
