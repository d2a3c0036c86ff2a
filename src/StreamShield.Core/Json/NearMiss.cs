namespace StreamShield.Core.Json;

/// <summary>Finds names that are probably misspellings of another, such as "Zones" and "zone" for "zones". A setting that is silently ignored is
/// protection silently lost.</summary>
internal static class NearMiss
{
    /// <summary>The known name that this name is probably meant to be; null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var folded = Fold(name);
        return known.FirstOrDefault(one => IsNear(folded, Fold(one)));
    }

    private static bool IsNear(string name, string known)
    {
        // Short words are too close to too many others.
        var max = Math.Min(name.Length, known.Length) switch { < 4 => 0, < 7 => 1, _ => 2 };
        return Math.Abs(name.Length - known.Length) <= max && Distance(name, known) <= max;
    }

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Number of letters inserted, deleted, replaced or swapped with their neighbour (restricted Damerau-Levenshtein distance).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), 1 + Math.Min(rows[i - 1, j], rows[i, j - 1])),
                };
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
