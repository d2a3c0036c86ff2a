using System.Runtime.Intrinsics;

namespace StreamShield.Core;

/// <summary>Many second-order sections in a row, on two signals at once: one in each half of a vector. Owns its memory; allocates nothing while it runs.</summary>
internal sealed class FilterBank
{
    private readonly FilterSection[] _sections;
    private readonly Vector128<double>[] _first;
    private readonly Vector128<double>[] _second;

    /// <summary>A bank at rest.</summary>
    public FilterBank(IEnumerable<FilterSection> sections)
    {
        _sections = [.. sections];
        _first = new Vector128<double>[_sections.Length];
        _second = new Vector128<double>[_sections.Length];
    }

    /// <summary>Filters in place (transposed direct form II).</summary>
    public void Run(Span<Vector128<double>> samples)
    {
        for (var i = 0; i < _sections.Length; i++)
        {
            var section = _sections[i];
            var (b0, b1, b2) = (Vector128.Create(section.B0), Vector128.Create(section.B1), Vector128.Create(section.B2));
            var (a1, a2) = (Vector128.Create(-section.A1), Vector128.Create(-section.A2));
            var (first, second) = (_first[i], _second[i]);
            for (var n = 0; n < samples.Length; n++)
            {
                var x = samples[n];
                var y = Vector128.FusedMultiplyAdd(b0, x, first);
                first = Vector128.FusedMultiplyAdd(a1, y, Vector128.FusedMultiplyAdd(b1, x, second));
                second = Vector128.FusedMultiplyAdd(a2, y, b2 * x);
                samples[n] = y;
            }

            (_first[i], _second[i]) = (Calm(first), Calm(second));
        }
    }

    /// <summary>Forgets all that was heard.</summary>
    public void Clear()
    {
        Array.Clear(_first);
        Array.Clear(_second);
    }

    /// <summary>A tail too faint to matter becomes 0, before its numbers turn slow.</summary>
    private static Vector128<double> Calm(Vector128<double> state) => state & Vector128.GreaterThan(Vector128.Abs(state), Vector128.Create(1e-20));
}
