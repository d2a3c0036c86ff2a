namespace StreamShield.Lab.Sound;

/// <summary>Logistic regression with a little weight decay on standardised features.</summary>
internal sealed class LinearJudge
{
    private const int Rounds = 2000;
    private const double Rate = 0.3;
    private const double Decay = 0.02;

    private readonly double[] _means;
    private readonly double[] _spreads;
    private readonly double[] _weights;
    private double _bias;

    /// <summary>Learns.</summary>
    /// <param name="examples">Features and truth.</param>
    public LinearJudge(IReadOnlyList<(double[] Features, bool Truth)> examples)
    {
        var count = examples[0].Features.Length;
        _means = [.. Enumerable.Range(0, count).Select(k => examples.Average(one => one.Features[k]))];
        _spreads = [.. Enumerable.Range(0, count).Select(k => Math.Sqrt(examples.Average(one => Math.Pow(one.Features[k] - _means[k], 2))) + 1e-9)];
        _weights = new double[count];
        for (var round = 0; round < Rounds; round++)
        {
            var (slope, bias) = (new double[count], 0.0);
            foreach (var (features, truth) in examples)
            {
                var error = (1 / (1 + Math.Exp(-Score(features)))) - (truth ? 1 : 0);
                bias += error / examples.Count;
                for (var k = 0; k < count; k++)
                {
                    slope[k] += error * Standard(features, k) / examples.Count;
                }
            }

            _bias -= Rate * bias;
            for (var k = 0; k < count; k++)
            {
                _weights[k] -= Rate * (slope[k] + (Decay * _weights[k]));
            }
        }
    }

    /// <summary>Judges.</summary>
    public bool Judge(double[] features) => Score(features) > 0;

    private double Score(double[] features) => _bias + Enumerable.Range(0, features.Length).Sum(k => _weights[k] * Standard(features, k));

    private double Standard(double[] features, int k) => (features[k] - _means[k]) / _spreads[k];
}
