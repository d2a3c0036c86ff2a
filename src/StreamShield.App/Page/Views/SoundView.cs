using StreamShield.App.Live;
using StreamShield.Core.Sound;

namespace StreamShield.App.Page.Views;

/// <summary>The sound while it is on.</summary>
/// <param name="Microphone">The microphone's name.</param>
/// <param name="Output">The output's name.</param>
/// <param name="BeforeDb">Loudest sample of the last moments as it came in, in decibels of full scale, -120..0.</param>
/// <param name="AfterDb">The same as it went out.</param>
/// <param name="Muted">True while nothing is heard.</param>
/// <param name="Reason">Why; null when not muted.</param>
/// <param name="GateClosed">True in a pause.</param>
/// <param name="DelayMs">From the air to the listener, in milliseconds.</param>
/// <param name="LateMs">How much later than the picture, in milliseconds; 0 when in step.</param>
/// <param name="DriftPpm">How much faster the microphone's clock runs than the output's, in parts per million.</param>
/// <param name="Jumps">Times that the sound jumped to its place.</param>
/// <param name="Gaps">Times that the microphone's sound broke off.</param>
/// <param name="Trouble">What is wrong with a device, one sentence, or empty.</param>
/// <param name="Words">All of it in a few words, as on the status line.</param>
internal sealed record SoundView(
    string Microphone, string Output, double BeforeDb, double AfterDb, bool Muted, MuteReason? Reason, bool GateClosed, double DelayMs, double LateMs, double DriftPpm, long Jumps, long Gaps, string Trouble, string Words)
{
    /// <summary>The view of a status.</summary>
    public static SoundView? Of(SoundStatus? sound) => sound is null ? null : new SoundView(
        sound.Microphone, sound.Output, sound.BeforeDb, sound.AfterDb, sound.Muted, sound.Muted ? sound.Reason : null, sound.GateClosed, sound.DelayMs, sound.LateMs, sound.DriftPpm, sound.Jumps, sound.Gaps,
        sound.Trouble, LiveSound.Words(sound));
}
