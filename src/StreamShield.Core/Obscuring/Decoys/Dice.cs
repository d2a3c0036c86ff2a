namespace StreamShield.Core.Obscuring.Decoys;

/// <summary>Pseudo-random numbers from a seed, the same on every machine and in every version (SplitMix64; Steele, Lea, Flood 2014).</summary>
internal sealed class Dice(int seed)
{
    private ulong _state = ((ulong)(uint)seed + 1) * 0x9E3779B97F4A7C15;

    /// <summary>A number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public float Between(float min, float max) => min + ((max - min) * (Next() >> 40) / (1 << 24));

    /// <summary>True with this probability, 0..1.</summary>
    public bool Chance(float often) => Between(0, 1) < often;

    /// <summary>One of several values, at random.</summary>
    public T Pick<T>(ReadOnlySpan<T> things) => things[(int)(Next() % (ulong)things.Length)];

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
