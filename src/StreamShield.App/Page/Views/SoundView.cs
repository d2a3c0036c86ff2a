using StreamShield.App.Live;
using StreamShield.Core.Sound;

namespace StreamShield.App.Page.Views;

/// <summary>The sound while it is on.</summary>
/// <param name="Microphone">The microphone's name.</param>
/// <param name="Output">The output's name.</param>
/// <param name="BeforeDb">Recent peak level at the input, in dBFS, -120..0.</param>
/// <param name="AfterDb">The same at the output.</param>
/// <param name="Muted">True while muted.</param>
/// <param name="Reason">Why; null when not muted.</param>
/// <param name="GateClosed">True in a pause.</param>
/// <param name="DelayMs">Delay from microphone to listener, in milliseconds.</param>
/// <param name="LateMs">Delay against the picture, in milliseconds; 0 when in sync.</param>
/// <param name="DriftPpm">How much faster the microphone's clock runs than the output's, in parts per million.</param>
/// <param name="Jumps">Count of jumps to catch up.</param>
/// <param name="Gaps">Count of gaps in the input.</param>
/// <param name="Trouble">What is wrong with a device, one sentence, or empty.</param>
/// <param name="Words">A short summary, as on the status line.</param>
internal sealed record SoundView(
    string Microphone, string Output, double BeforeDb, double AfterDb, bool Muted, MuteReason? Reason, bool GateClosed, double DelayMs, double LateMs, double DriftPpm, long Jumps, long Gaps, string Trouble, string Words)
{
    /// <summary>Creates the view of a status.</summary>
    public static SoundView? Of(SoundStatus? sound) => sound is null ? null : new SoundView(
        sound.Microphone, sound.Output, sound.BeforeDb, sound.AfterDb, sound.Muted, sound.Muted ? sound.Reason : null, sound.GateClosed, sound.DelayMs, sound.LateMs, sound.DriftPpm, sound.Jumps, sound.Gaps,
        sound.Trouble, LiveSound.Words(sound));
}
