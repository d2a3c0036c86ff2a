namespace StreamShield.App.Desktop;

/// <summary>Modifier keys.</summary>
[Flags]
internal enum KeyModifiers
{
    None = 0,

    Ctrl = 1,

    Alt = 2,

    Shift = 4,

    /// <summary>The Windows key; Super on Linux.</summary>
    Super = 8,
}
