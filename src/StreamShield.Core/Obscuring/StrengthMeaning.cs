namespace StreamShield.Core.Obscuring;

/// <summary>What a blur of the real room hides and what it gives away at a strength, in words and measured numbers, for command line and control page.</summary>
/// <param name="Strength">The strength measured.</param>
/// <param name="Columns">Cells across the picture.</param>
/// <param name="Hides">Up to what size everything is gone, in words.</param>
/// <param name="FoundPercent">
/// The line-up (<c>lineup</c> in tests/StreamShield.Lab): how often an attacker who photographed 300 rooms picks the right one first, from the layout of the blurred
/// colours of the empty room alone; 0.3 would be luck.
/// </param>
public sealed record StrengthMeaning(int Strength, int Columns, string Hides, int FoundPercent)
{
    /// <summary>The measured strengths, rising.</summary>
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

    /// <summary>In one sentence.</summary>
    public string Sentence =>
        $"Strength {Strength}: {Columns} cells across; hides everything up to {Hides}; the right one of 300 rooms is still picked {FoundPercent} % of the time.";

    /// <summary>What can at least be said of a strength: the measured one at or below it.</summary>
    /// <param name="strength">0..100.</param>
    public static StrengthMeaning Of(int strength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(strength, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strength, 100);
        return Measured.Last(measured => measured.Strength <= strength);
    }

    private static StrengthMeaning Make(int strength, string hides, int foundPercent) => new(strength, BlurObscurer.ColumnsFor(strength), hides, foundPercent);
}
