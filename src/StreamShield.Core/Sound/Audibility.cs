namespace StreamShield.Core.Sound;

/// <summary>What the picture allows the sound at this moment. The default is silence.</summary>
public enum Audibility
{
    /// <summary>The slate is shown, for whatever reason, panic included.</summary>
    Hidden = 0,

    /// <summary>The picture is live and nobody is in it.</summary>
    Away,

    /// <summary>The picture is live and shows the streamer.</summary>
    Live,
}
