using OpenCvSharp;
using StreamShield.Core.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>What the scrub does to a voice outside the notches: segmental SNR (of the waves, and of the spectra's sizes, since ears do not hear the notches' phases) and log-spectral distance, frames of 0.34 s, so that the notches can be told from what lies between them.</summary>
internal static class QualityBench
{
    private const int Clips = 4;
    private const int Seconds = 20;
    private const int Frame = 16384;
    private const double Bin = (double)SoundFormat.Rate / Frame;
    private const double PassEdge = 1.87;

    public static int Run()
    {
        var kept = Enumerable.Range(0, Frame / 2).Where(k => k * Bin is > 90 and < 8000 && !HumGrid.Bands.Any(notch => Math.Abs((k * Bin) - notch.Centre) < (notch.HalfWidth * PassEdge) + (Bin / 2))).ToArray();
        var high = kept.Where(k => k * Bin > 1100).ToArray();
        var low = kept.Where(k => k * Bin < 1000).ToArray();
        foreach (var (name, bins) in new (string Name, int[] Bins)[] { ("90 Hz to 8 kHz", kept), ("below 1 kHz, between the notches", low), ("above 1.1 kHz", high) })
        {
            var (waves, sizes, distances) = (new List<double>(), new List<double>(), new List<double>());
            for (var clip = 0; clip < Clips; clip++)
            {
                Compare(Speech.Say(clip, Seconds), bins, waves, sizes, distances);
            }

            Console.WriteLine(FormattableString.Invariant($"{name}: segmental SNR of the spectra's sizes {sizes.Average():0.0} dB, of the waves {waves.Average():0.0} dB, log-spectral distance {distances.Average():0.00} dB ({bins.Length} bins, {waves.Count} frames of {Clips} clips)"));
        }

        return 0;
    }

    private static void Compare(float[] clean, int[] bins, List<double> waves, List<double> sizes, List<double> distances)
    {
        var scrubbed = clean.ToArray();
        Scrubbing.Run(scrubbed);
        for (var begin = 3 * SoundFormat.Rate; begin + Frame + LowBand.Delay < clean.Length; begin += Frame)
        {
            var (was, now) = (Spectrum(clean, begin), Spectrum(scrubbed, begin + LowBand.Delay));
            var loudest = bins.Max(k => Size(was[k]));
            if (loudest < 1)
            {
                continue;
            }

            var (signal, error, sizeError, distance) = (0.0, 0.0, 0.0, 0.0);
            foreach (var k in bins)
            {
                var difference = new Vec2f(was[k].Item0 - now[k].Item0, was[k].Item1 - now[k].Item1);
                signal += Size(was[k]);
                error += Size(difference);
                sizeError += Math.Pow(Math.Sqrt(Size(was[k])) - Math.Sqrt(Size(now[k])), 2);
                var floor = loudest * 1e-5;
                distance += Math.Pow(10 * Math.Log10((Size(was[k]) + floor) / (Size(now[k]) + floor)), 2);
            }

            waves.Add(Segment(signal, error));
            sizes.Add(Segment(signal, sizeError));
            distances.Add(Math.Sqrt(distance / bins.Length));
        }
    }

    private static double Segment(double signal, double error) => Math.Clamp(10 * Math.Log10(signal / (error + 1e-12)), -10, 35);

    private static double Size(Vec2f value) => ((double)value.Item0 * value.Item0) + ((double)value.Item1 * value.Item1);

    private static Vec2f[] Spectrum(float[] sound, int begin)
    {
        using var time = new Mat(1, Frame, MatType.CV_32FC1);
        var samples = time.AsSpan<float>();
        for (var i = 0; i < Frame; i++)
        {
            samples[i] = (float)(sound[begin + i] * (1 - Math.Cos(2 * Math.PI * i / Frame)));
        }

        using var spectrum = new Mat();
        Cv2.Dft(time, spectrum, DftFlags.ComplexOutput);
        return spectrum.AsSpan<Vec2f>()[..(Frame / 2)].ToArray();
    }
}
