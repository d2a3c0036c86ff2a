using StreamShield.App.Hosting;

namespace StreamShield.App.Desktop;

/// <summary>A key combination such as Ctrl+Alt+P.</summary>
/// <param name="Modifiers">The modifier keys.</param>
/// <param name="Key">Name of the key; one of <see cref="Names"/>.</param>
internal sealed record KeyChord(KeyModifiers Modifiers, string Key)
{
    /// <summary>The default panic key.</summary>
    public static readonly KeyChord Default = new(KeyModifiers.Ctrl | KeyModifiers.Alt, "P");

    /// <summary>The text for "no panic key".</summary>
    public const string None = "none";

    private const uint FirstFunctionVirtualKey = 0x70;
    private const uint FirstFunctionKeysym = 0xffbe;
    private const int FunctionKeys = 24;

    private static readonly Dictionary<string, (uint VirtualKey, uint Keysym, bool Alone)> Known = MakeKnown();

    /// <summary>Names of all keys that can be used.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>The key's virtual-key code on Windows.</summary>
    public uint VirtualKey => Known[Key].VirtualKey;

    /// <summary>The key's X11 keysym.</summary>
    public uint Keysym => Known[Key].Keysym;

    /// <summary>Parses text such as "Ctrl+Alt+P"; null for "none".</summary>
    /// <exception cref="UserException">The text is not a usable key combination.</exception>
    public static KeyChord? Parse(string text)
    {
        if (text.Trim().Equals(None, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var modifiers = KeyModifiers.None;
        var parts = text.Split('+', StringSplitOptions.TrimEntries);
        foreach (var part in parts[..^1])
        {
            modifiers |= Modifier(part) ?? throw new UserException($"'{text}': '{part}' is none of Ctrl, Alt, Shift, Super. Write a panic key such as {Default}, Pause, or none.");
        }

        var key = Known.Keys.FirstOrDefault(name => name.Equals(parts[^1], StringComparison.OrdinalIgnoreCase))
            ?? throw new UserException($"'{text}' does not name a usable key: use letters, digits, F1 to F24, Pause, ScrollLock, Insert, Home, End, PageUp or PageDown, such as {Default}.");
        return !Known[key].Alone && (modifiers & ~KeyModifiers.Shift) == 0
            ? throw new UserException($"'{text}' would be taken away from everything that you type: add Ctrl, Alt or Super, as in {Default}.")
            : new KeyChord(modifiers, key);
    }

    /// <summary>Text such as "Ctrl+Alt+P".</summary>
    public override string ToString() => string.Join('+', Held.Append(Key));

    /// <summary>Text in the syntax of the XDG shortcuts specification: "CTRL+ALT+p".</summary>
    public string ToTrigger() => string.Join('+', Held.Select(modifier => modifier == "Super" ? "LOGO" : modifier.ToUpperInvariant()).Append(TriggerKey));

    private IEnumerable<string> Held => Enum.GetValues<KeyModifiers>().Where(modifier => modifier != KeyModifiers.None && Modifiers.HasFlag(modifier)).Select(modifier => modifier.ToString());

    private string TriggerKey => Key switch
    {
        "ScrollLock" => "Scroll_Lock",
        "PageUp" => "Page_Up",
        "PageDown" => "Page_Down",
        { Length: 1 } => Key.ToLowerInvariant(),
        _ => Key,
    };

    private static KeyModifiers? Modifier(string text) => text.ToUpperInvariant() switch
    {
        "CTRL" or "CONTROL" => KeyModifiers.Ctrl,
        "ALT" => KeyModifiers.Alt,
        "SHIFT" => KeyModifiers.Shift,
        "SUPER" or "WIN" or "META" => KeyModifiers.Super,
        _ => null,
    };

    private static Dictionary<string, (uint VirtualKey, uint Keysym, bool Alone)> MakeKnown()
    {
        var known = new Dictionary<string, (uint, uint, bool)>();
        for (var letter = 'A'; letter <= 'Z'; letter++)
        {
            known[$"{letter}"] = (letter, char.ToLowerInvariant(letter), false);
        }

        for (var digit = '0'; digit <= '9'; digit++)
        {
            known[$"{digit}"] = (digit, digit, false);
        }

        for (var i = 0u; i < FunctionKeys; i++)
        {
            known[$"F{i + 1}"] = (FirstFunctionVirtualKey + i, FirstFunctionKeysym + i, true);
        }

        known["Pause"] = (0x13, 0xff13, true);
        known["ScrollLock"] = (0x91, 0xff14, true);
        known["Insert"] = (0x2d, 0xff63, false);
        known["Home"] = (0x24, 0xff50, false);
        known["End"] = (0x23, 0xff57, false);
        known["PageUp"] = (0x21, 0xff55, false);
        known["PageDown"] = (0x22, 0xff56, false);
        return known;
    }
}
