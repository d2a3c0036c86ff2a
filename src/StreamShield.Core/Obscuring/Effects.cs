namespace StreamShield.Core;

/// <summary>The effects by name; this file is the whole registry.</summary>
public static class Effects
{
    /// <summary>Makes an obscurer for a session size and a strength 0..100.</summary>
    public static IReadOnlyDictionary<string, Func<FrameSize, int, IObscurer>> All { get; } =
        new SortedDictionary<string, Func<FrameSize, int, IObscurer>>(StringComparer.Ordinal)
        {
            ["blur"] = static (size, strength) => new BlurObscurer(size, strength),
            ["solid"] = static (_, _) => new SolidObscurer(),
        };
}
