namespace StreamShield.Core.Json;

/// <summary>Finds names that are most likely another one misspelt: "Zones" and "zone" for "zones". A setting that is overlooked is protection lost without a word.</summary>
internal static class NearMiss
{
    /// <summary>The known name that a name nearly is; null for one that is quite another.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var folded = Fold(name);
        return known.FirstOrDefault(one => IsNear(folded, Fold(one)));
    }

    private static bool IsNear(string name, string known)
    {
        // Short words are near to too many others.
        var most = Math.Min(name.Length, known.Length) switch { < 4 => 0, < 7 => 1, _ => 2 };
        return Math.Abs(name.Length - known.Length) <= most && Distance(name, known) <= most;
    }

    private static string Fold(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Letters put in, left out, exchanged for others or with their neighbours (Damerau, restricted).</summary>
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
