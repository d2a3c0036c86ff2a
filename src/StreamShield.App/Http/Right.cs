namespace StreamShield.App.Http;

/// <summary>What a token opens; each holds all before it.</summary>
internal enum Right
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The shielded picture and whether it is live: what OBS, its guard and VLC are given.</summary>
    Picture,

    /// <summary>The state and every setting: a dock in OBS, a button.</summary>
    Control,

    /// <summary>The raw picture as well: a page that was opened from the terminal.</summary>
    Window,

    /// <summary>Codes that open such a page: the terminal itself.</summary>
    Door,
}
