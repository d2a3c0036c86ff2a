namespace StreamShield.Core.Obscuring;

/// <summary>What a blur of the real room hides and reveals at a strength, in words and measured numbers, for the command line and the control
/// page.</summary>
/// <param name="Strength">The strength measured.</param>
/// <param name="Columns">Cells along the longer side of the picture.</param>
/// <param name="Hides">The largest thing that is hidden, in words.</param>
/// <param name="FoundPercent">Result of the line-up (<c>lineup</c> in tests/StreamShield.Lab), in percent: how often an attacker with photographs of
/// 300 rooms picks the right one first, given only the blurred colours of the empty room. Chance would be 0.3.</param>
public sealed record StrengthMeaning(int Strength, int Columns, string Hides, int FoundPercent)
{
    /// <summary>The measured strengths, ascending.</summary>
    public static IReadOnlyList<StrengthMeaning> Measured { get; } =
    [
        Make(0, "a door handle", 100),
        Make(25, "a book", 100),
        Make(50, "a pillow", 100),
        Make(75, "a door", 100),
        Make(90, "a bed or a wardrobe", 53),
        Make(95, "all but the light of the two halves", 7),
        Make(100, "all but the light of the two halves, in a few coarse steps", 2),
    ];

    /// <summary>The same in one sentence.</summary>
    public string Sentence =>
        $"Strength {Strength}: {Columns} cells along the longer side; hides everything up to {Hides}; the right one of 300 rooms is still picked {FoundPercent} % of the time.";

    /// <summary>The measurement that is a safe statement for a strength: the one at or just below it.</summary>
    /// <param name="strength">0..100.</param>
    public static StrengthMeaning Of(int strength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(strength, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strength, 100);
        return Measured.Last(measured => measured.Strength <= strength);
    }

    private static StrengthMeaning Make(int strength, string hides, int foundPercent) => new(strength, BlurObscurer.ColumnsFor(strength), hides, foundPercent);
}
