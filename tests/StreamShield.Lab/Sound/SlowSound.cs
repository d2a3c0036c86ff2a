using StreamShield.Core.Sound;

namespace StreamShield.Lab.Sound;

/// <summary>The lowest kilohertz of a sound at <see cref="LowBand.Rate"/>.</summary>
internal static class SlowSound
{
    /// <summary>Of 48 kHz.</summary>
    public static double[] Of(float[] sound)
    {
        var band = new LowBand();
        var slow = new double[sound.Length / SoundFormat.Block * LowBand.Block];
        for (var i = 0; i < slow.Length / LowBand.Block; i++)
        {
            band.Down(sound.AsSpan(i * SoundFormat.Block, SoundFormat.Block), slow.AsSpan(i * LowBand.Block, LowBand.Block));
        }

        return slow;
    }
}
