using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.App.Live;

/// <summary>The sound beside a live picture.</summary>
internal static class LiveSound
{
    /// <summary>Its session, not yet started; null when sound is off.</summary>
    /// <param name="settings">What the streamer chose.</param>
    /// <param name="session">The picture, which decides whether anything is heard.</param>
    /// <param name="metered">How late the picture is.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ShieldException">There is no sound system.</exception>
    public static SoundSession? Make(SoundSettings settings, ShieldSession session, MeteredSink metered, TimeProvider time)
    {
        if (!settings.On)
        {
            return null;
        }

        settings.Validate();
        var presence = new PresenceWitness(time);
        session.Pipeline.Watch(presence);
        return new SoundSession(
            settings, SoundDevices.MakeSource(settings.Microphone, time), SoundDevices.MakeSink(settings.Output!, time), Allowed, () => metered.LatencyMs, time);

        Audibility Allowed() => !session.Outlet.ShowsPicture ? Audibility.Hidden : presence.IsPresent ? Audibility.Live : Audibility.Away;
    }

    /// <summary>The sound in a few words for the status line.</summary>
    public static string Words(SoundStatus sound) => sound switch
    {
        { Trouble.Length: > 0 } => $"no sound: {sound.Trouble}",
        { Reason: MuteReason.None } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sound {sound.DelayMs:0} ms{(sound.GateClosed ? ", pause" : "")}{(sound.LateMs >= 20 ? $", {sound.LateMs:0} ms late" : "")}"),
        { Reason: MuteReason.Hidden } => "sound off with the picture",
        { Reason: MuteReason.Away } => "sound off while nobody is in the picture",
        { Reason: MuteReason.Gap } => "sound off: nothing comes from the microphone",
        _ => "sound comes in a moment",
    };
}
