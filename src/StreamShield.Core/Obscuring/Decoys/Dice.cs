namespace StreamShield.Core.Obscuring.Decoys;

/// <summary>Numbers from a seed, the same on every machine and in every version (SplitMix64; Steele, Lea, Flood 2014).</summary>
internal sealed class Dice(int seed)
{
    private ulong _state = ((ulong)(uint)seed + 1) * 0x9E3779B97F4A7C15;

    /// <summary>A number from one value up to another.</summary>
    public float Between(float least, float most) => least + ((most - least) * (Next() >> 40) / (1 << 24));

    /// <summary>True so often, 0..1.</summary>
    public bool Chance(float often) => Between(0, 1) < often;

    /// <summary>One of several.</summary>
    public T Pick<T>(ReadOnlySpan<T> things) => things[(int)(Next() % (ulong)things.Length)];

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
