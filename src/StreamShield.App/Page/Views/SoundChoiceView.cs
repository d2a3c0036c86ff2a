using StreamShield.Core.Sound;

namespace StreamShield.App.Page.Views;

/// <summary>The sound settings, as stored in a profile.</summary>
/// <param name="On">False to open no device.</param>
/// <param name="Microphone">Name or a part of it; null for the system's default.</param>
/// <param name="Output">Name or a part of it; null while none is chosen.</param>
/// <param name="OffsetMs">Milliseconds by which the sound is delayed beyond the measured delay.</param>
/// <param name="Scrub">True to remove mains hum.</param>
/// <param name="Gate">True to mute the pauses.</param>
/// <param name="GateDb">Level at which the gate opens, in decibels of full scale.</param>
/// <param name="AudibleWhenAway">True to keep the sound while nobody is in the picture.</param>
internal sealed record SoundChoiceView(bool On, string? Microphone, string? Output, int OffsetMs, bool Scrub, bool Gate, double GateDb, bool AudibleWhenAway)
{
    /// <summary>Creates the view of sound settings.</summary>
    public static SoundChoiceView Of(SoundSettings sound) => new(sound.On, sound.Microphone, sound.Output, sound.OffsetMs, sound.Scrub, sound.Gate, sound.GateDb, sound.AudibleWhenAway);
}
