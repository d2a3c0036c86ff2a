namespace StreamShield.Lab.Sound;

/// <summary>The loudest that is left above 9 kHz, block after block.</summary>
internal sealed class ClickMeter
{
    private const int Reach = 48;
    private const double Cutoff = 9000.0 / 48000;
    private readonly double[] _filter = [.. Enumerable.Range(-Reach, (2 * Reach) + 1).Select(i => (i == 0 ? 1 : 0) - (Sinc(i) * (0.42 + (0.5 * Math.Cos(Math.PI * i / Reach)) + (0.08 * Math.Cos(2 * Math.PI * i / Reach)))))];
    private readonly double[] _last = new double[(2 * Reach) + 1];

    public double Look(ReadOnlySpan<float> block)
    {
        var most = 0.0;
        foreach (var sample in block)
        {
            _last.AsSpan(1).CopyTo(_last);
            _last[^1] = sample;
            var value = 0.0;
            for (var k = 0; k < _last.Length; k++)
            {
                value += _filter[k] * _last[k];
            }

            most = Math.Max(most, Math.Abs(value));
        }

        return most;
    }

    private static double Sinc(int i) => i == 0 ? 2 * Cutoff : Math.Sin(2 * Math.PI * Cutoff * i) / (Math.PI * i);
}
