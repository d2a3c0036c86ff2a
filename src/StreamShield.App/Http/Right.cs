namespace StreamShield.App.Http;

/// <summary>What a token gives access to; each level includes those before it.</summary>
internal enum Right
{
    None = 0,

    /// <summary>The shielded picture and whether it is live: for OBS, its guard and VLC.</summary>
    Picture,

    /// <summary>The state and every setting: for a dock in OBS, or a button.</summary>
    Control,

    /// <summary>The raw picture as well: for a page that was opened from the terminal.</summary>
    Window,

    /// <summary>Codes that open such a page: for the terminal itself.</summary>
    Door,
}
