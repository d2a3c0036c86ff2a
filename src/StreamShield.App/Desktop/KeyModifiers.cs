namespace StreamShield.App.Desktop;

/// <summary>Keys that are held beside another one.</summary>
[Flags]
internal enum KeyModifiers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Ctrl.</summary>
    Ctrl = 1,

    /// <summary>Alt.</summary>
    Alt = 2,

    /// <summary>Shift.</summary>
    Shift = 4,

    /// <summary>The Windows key, Super on Linux.</summary>
    Super = 8,
}
