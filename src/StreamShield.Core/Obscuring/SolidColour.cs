using System.Globalization;

namespace StreamShield.Core.Obscuring;

/// <summary>The colour of the effect solid.</summary>
/// <param name="B">Blue, 0..255.</param>
/// <param name="G">Green, 0..255.</param>
/// <param name="R">Red, 0..255.</param>
public readonly record struct SolidColour(byte B, byte G, byte R)
{
    /// <summary>The accepted forms, for help and error messages.</summary>
    public const string Forms = "dark, green, blue, magenta or a colour such as #00b140";

    /// <summary>Smallest difference between the strongest and the weakest channel of a key colour.</summary>
    private const int Vivid = 96;

    /// <summary>The named colours. Green, blue and magenta are those of OBS's colour key.</summary>
    private static readonly Dictionary<string, SolidColour> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dark"] = Default,
        ["green"] = new(0, 255, 0),
        ["blue"] = new(255, 0, 0),
        ["magenta"] = new(255, 0, 255),
    };

    /// <summary>The colour used when none is chosen: the slate's dark blue-grey.</summary>
    public static SolidColour Default => new(58, 46, 40);

    /// <summary>True for a vivid colour, which another program may key out. The streamer then gets a hard edge, because mixed colours key
    /// badly.</summary>
    public bool IsKey => Math.Max(B, Math.Max(G, R)) - Math.Min(B, Math.Min(G, R)) >= Vivid;

    /// <summary>Parses a name, #rrggbb or #rgb, ignoring case.</summary>
    /// <returns>False when the text is not a colour.</returns>
    public static bool TryParse(string text, out SolidColour colour)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = text.Trim();
        if (Named.TryGetValue(clean, out colour))
        {
            return true;
        }

        var digits = clean.StartsWith('#') ? clean[1..] : "";
        digits = digits.Length == 3 ? string.Concat(digits.Select(static digit => $"{digit}{digit}")) : digits;
        if (digits.Length != 6 || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        colour = new SolidColour((byte)number, (byte)(number >> 8), (byte)(number >> 16));
        return true;
    }

    /// <summary>The colour as #rrggbb.</summary>
    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";
}
