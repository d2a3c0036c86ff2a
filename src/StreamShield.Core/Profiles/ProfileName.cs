using System.Globalization;
using System.Text;
using StreamShield.Core.Frames;

namespace StreamShield.Core.Profiles;

/// <summary>Maps names of profiles to file names. Letters, digits and signs of every script stay readable; what a file system might interpret is
/// written as %XX, so that no name leads outside its folder and every name can be read back.</summary>
internal static class ProfileName
{
    /// <summary>Largest length of a name, in characters.</summary>
    public const int MaxLength = 60;

    /// <summary>The rule for names, for people.</summary>
    public const string Allowed = "1 to 60 visible characters that neither begin nor end with a space";

    private const string Unsafe = "<>:\"/\\|?*%";
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

    /// <summary>True for a valid name.</summary>
    public static bool IsGood(string name) =>
        name.Length is > 0 and <= MaxLength && !char.IsWhiteSpace(name[0]) && !char.IsWhiteSpace(name[^1]) && IsVisible(name);

    /// <summary>Throws for an invalid name.</summary>
    /// <exception cref="ShieldException">The name is not valid.</exception>
    public static void Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsGood(name))
        {
            throw new ShieldException(SlateReason.StageFailed, $"'{Shown(name)}' cannot be a room's name: use {Allowed}.");
        }
    }

    /// <summary>The file name for a profile, without extension; at most 180 bytes.</summary>
    public static string ToStem(string name)
    {
        var stem = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var atEdge = name[i] == '.' && (i == 0 || i == name.Length - 1);
            if (Unsafe.Contains(name[i]) || atEdge || (i == 0 && IsDevice(name)))
            {
                stem.Append(CultureInfo.InvariantCulture, $"%{(int)name[i]:X2}");
            }
            else
            {
                stem.Append(name[i]);
            }
        }

        return stem.ToString();
    }

    /// <summary>The name of the profile with this file name.</summary>
    public static string FromStem(string stem)
    {
        var name = new StringBuilder(stem.Length);
        for (var i = 0; i < stem.Length; i++)
        {
            if (stem[i] == '%' && byte.TryParse(stem.AsSpan(i + 1, Math.Min(2, stem.Length - i - 1)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && i + 2 < stem.Length)
            {
                name.Append((char)code);
                i += 2;
            }
            else
            {
                name.Append(stem[i]);
            }
        }

        return name.ToString();
    }

    /// <summary>True when two names are the same profile's.</summary>
    public static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>False for characters that reorder or hide text, which would let two names look alike. The joiners of some scripts and of emoji are
    /// allowed.</summary>
    private static bool IsVisible(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!Rune.TryGetRuneAt(name, i, out var rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength - 1;
            var isJoiner = rune.Value is 0x200C or 0x200D;
            if (!isJoiner && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a device name on Windows, which reserves "con", "COM1" and "nul.txt" in any folder.</summary>
    private static bool IsDevice(string name)
    {
        var first = name.Split('.')[0].TrimEnd();
        var isNumbered = first.Length == 4 && char.IsDigit(first[3]);
        return first.Length is 3 or 4 && (first.Length == 3 || isNumbered) && Devices.Contains(first[..3], StringComparer.OrdinalIgnoreCase);
    }

    private static string Shown(string name)
    {
        var line = new string([.. name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
        return line.Length <= MaxLength ? line : line[..MaxLength] + "...";
    }
}
