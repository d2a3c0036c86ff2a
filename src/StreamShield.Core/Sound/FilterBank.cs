namespace StreamShield.Core.Sound;

/// <summary>Second-order filter sections in series. Owns its memory; does not allocate while it runs.</summary>
internal sealed class FilterBank
{
    private const double Faint = 1e-20;

    private readonly FilterSection[] _sections;
    private readonly (double First, double Second)[] _states;

    /// <summary>Creates a bank with cleared state.</summary>
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

    /// <summary>Clears the state of all sections.</summary>
    public void Clear() => Array.Clear(_states);

    /// <summary>Sets a tail too faint to matter to 0, before it becomes denormal and slow.</summary>
    private static double Calm(double state) => Math.Abs(state) > Faint ? state : 0;
}
