using StreamShield.Core.Sound;

namespace StreamShield.App.Page.Views;

/// <summary>What the streamer chose for the sound, as it stands in a room's file.</summary>
/// <param name="On">False: no device is opened.</param>
/// <param name="Microphone">Name or a part of it; null for the usual one.</param>
/// <param name="Output">Name or a part of it; null while none is chosen.</param>
/// <param name="OffsetMs">Milliseconds by which the sound comes later than measured.</param>
/// <param name="Scrub">Takes the mains hum out.</param>
/// <param name="Gate">Closes in the pauses.</param>
/// <param name="GateDb">Level at which the gate opens, in decibels of full scale.</param>
/// <param name="AudibleWhenAway">Heard while nobody is in the picture.</param>
internal sealed record SoundChoiceView(bool On, string? Microphone, string? Output, int OffsetMs, bool Scrub, bool Gate, double GateDb, bool AudibleWhenAway)
{
    /// <summary>The view of settings.</summary>
    public static SoundChoiceView Of(SoundSettings sound) => new(sound.On, sound.Microphone, sound.Output, sound.OffsetMs, sound.Scrub, sound.Gate, sound.GateDb, sound.AudibleWhenAway);
}
