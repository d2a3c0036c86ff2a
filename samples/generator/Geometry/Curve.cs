namespace StreamShield.DemoClip.Geometry;

/// <summary>A value over time given by keys, smooth between them and never beyond them.</summary>
internal sealed class Curve
{
    private readonly (float Time, float Value)[] _keys;

    /// <summary>Takes keys in rising order of time.</summary>
    public Curve(params (float Time, float Value)[] keys) => _keys = keys;

    /// <summary>The value at a time; held before the first and after the last key.</summary>
    public float At(float time)
    {
        if (time <= _keys[0].Time)
        {
            return _keys[0].Value;
        }

        for (int i = 1; i < _keys.Length; i++)
        {
            if (time < _keys[i].Time)
            {
                float t = (time - _keys[i - 1].Time) / (_keys[i].Time - _keys[i - 1].Time);
                return _keys[i - 1].Value + (_keys[i].Value - _keys[i - 1].Value) * t * t * t * (t * (6f * t - 15f) + 10f);
            }
        }

        return _keys[^1].Value;
    }
}
