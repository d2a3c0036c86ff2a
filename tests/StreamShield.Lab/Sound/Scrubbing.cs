using StreamShield.Core.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>A whole sound through the scrub, as it is live.</summary>
internal static class Scrubbing
{
    /// <summary>Scrubs in place; what comes out is <see cref="HumScrub.DelayMs"/> late.</summary>
    /// <param name="sound">48 kHz.</param>
    /// <param name="gate">True for the usual gate behind it.</param>
    public static void Run(float[] sound, bool gate = false)
    {
        var scrub = new HumScrub();
        var pauses = gate ? new SoundGate(new SoundSettings().GateDb) : null;
        for (var i = 0; i + SoundFormat.Block <= sound.Length; i += SoundFormat.Block)
        {
            var block = sound.AsSpan(i, SoundFormat.Block);
            scrub.Run(block);
            pauses?.Run(block);
        }
    }
}
