namespace StreamShield.DemoClip.Geometry;

/// <summary>A value over time given by keys, smooth between them and never beyond them.</summary>
internal sealed class Curve
{
    private readonly (float Time, float Value)[] keys;

    /// <summary>Takes keys in rising order of time.</summary>
    public Curve(params (float Time, float Value)[] keys) => this.keys = keys;

    /// <summary>The value at a time; held before the first and after the last key.</summary>
    public float At(float time)
    {
        if (time <= keys[0].Time)
        {
            return keys[0].Value;
        }

        for (int i = 1; i < keys.Length; i++)
        {
            if (time < keys[i].Time)
            {
                float t = (time - keys[i - 1].Time) / (keys[i].Time - keys[i - 1].Time);
                return keys[i - 1].Value + (keys[i].Value - keys[i - 1].Value) * t * t * t * (t * (6f * t - 15f) + 10f);
            }
        }

        return keys[^1].Value;
    }
}
