namespace StreamShield.Core.Sound;

/// <summary>Many second-order sections in a row. Owns its memory; allocates nothing while it runs.</summary>
internal sealed class FilterBank
{
    private const double Faint = 1e-20;

    private readonly FilterSection[] _sections;
    private readonly (double First, double Second)[] _states;

    /// <summary>A bank at rest.</summary>
    public FilterBank(IEnumerable<FilterSection> sections)
    {
        _sections = [.. sections];
        _states = new (double, double)[_sections.Length];
    }

    /// <summary>Filters in place (transposed direct form II).</summary>
    public void Run(Span<double> samples)
    {
        for (var i = 0; i < _sections.Length; i++)
        {
            var section = _sections[i];
            var (first, second) = _states[i];
            foreach (ref var sample in samples)
            {
                var (x, y) = (sample, Math.FusedMultiplyAdd(section.B0, sample, first));
                first = Math.FusedMultiplyAdd(-section.A1, y, Math.FusedMultiplyAdd(section.B1, x, second));
                second = Math.FusedMultiplyAdd(-section.A2, y, section.B2 * x);
                sample = y;
            }

            _states[i] = (Calm(first), Calm(second));
        }
    }

    /// <summary>Forgets all that was heard.</summary>
    public void Clear() => Array.Clear(_states);

    /// <summary>A tail too faint to matter becomes 0, before its numbers turn slow.</summary>
    private static double Calm(double state) => Math.Abs(state) > Faint ? state : 0;
}
