using OpenCvSharp;

namespace StreamShield.Lab.Lineup;

/// <summary>The best filter that treats every place alike: per frequency, what of the room goes with what is seen (Wiener 1949), learnt over all rooms and channels.</summary>
internal sealed class WienerRestorer : IRestorer
{
    /// <summary>Of the mean power seen; keeps frequencies of which nothing is left from being blown up.</summary>
    private const double Noise = 1e-7;

    private Mat? _filter;

    /// <inheritdoc/>
    public string Name => "Wiener filter";

    /// <inheritdoc/>
    public void Learn(IReadOnlyList<Mat> hidden, IReadOnlyList<Mat> rooms)
    {
        using var together = new Mat(hidden[0].Size(), MatType.CV_32FC2, Scalar.All(0));
        using var power = new Mat(hidden[0].Size(), MatType.CV_32FC2, Scalar.All(0));
        for (var i = 0; i < rooms.Count; i++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                using var seen = Spectrum(hidden[i], channel);
                using var real = Spectrum(rooms[i], channel);
                using var product = new Mat();
                Cv2.MulSpectrums(real, seen, product, DftFlags.None, conjB: true);
                Cv2.Add(together, product, together);
                Cv2.MulSpectrums(seen, seen, product, DftFlags.None, conjB: true);
                Cv2.Add(power, product, power);
            }
        }

        var parts = power.Split();
        var noise = Cv2.Mean(parts[0]).Val0 * Noise;
        Cv2.Add(parts[0], Scalar.All(noise), parts[0]);
        parts[0].CopyTo(parts[1]);
        using var twice = new Mat();
        Cv2.Merge(parts, twice);
        _filter = new Mat();
        Cv2.Divide(together, twice, _filter);
        parts[0].Dispose();
        parts[1].Dispose();
    }

    /// <inheritdoc/>
    public Mat Restore(Mat hidden)
    {
        var channels = new Mat[3];
        for (var channel = 0; channel < 3; channel++)
        {
            using var seen = Spectrum(hidden, channel);
            using var product = new Mat();
            Cv2.MulSpectrums(seen, _filter!, product, DftFlags.None);
            channels[channel] = new Mat();
            Cv2.Idft(product, channels[channel], DftFlags.RealOutput | DftFlags.Scale);
        }

        var restored = new Mat();
        Cv2.Merge(channels, restored);
        foreach (var channel in channels)
        {
            channel.Dispose();
        }

        return restored;
    }

    /// <inheritdoc/>
    public void Dispose() => _filter?.Dispose();

    private static Mat Spectrum(Mat picture, int channel)
    {
        using var plane = picture.ExtractChannel(channel);
        using var numbers = new Mat();
        plane.ConvertTo(numbers, MatType.CV_32FC1);
        var spectrum = new Mat();
        Cv2.Dft(numbers, spectrum, DftFlags.ComplexOutput);
        return spectrum;
    }
}
