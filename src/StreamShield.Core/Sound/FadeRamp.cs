namespace StreamShield.Core.Sound;

/// <summary>A volume between 0 and 1 that changes along a raised cosine, so that nothing clicks. Starts closed.</summary>
internal sealed class FadeRamp
{
    private double _place;

    /// <summary>True while nothing passes.</summary>
    public bool IsClosed => _place <= 0;

    /// <summary>True while everything passes unchanged.</summary>
    public bool IsOpen => _place >= 1;

    /// <summary>Applies the volume in place, moving on towards open or closed.</summary>
    /// <param name="block">The sound.</param>
    /// <param name="open">Where to.</param>
    /// <param name="samples">How many samples the whole way takes.</param>
    public void Run(Span<float> block, bool open, int samples)
    {
        if (open ? IsOpen : IsClosed)
        {
            if (!open)
            {
                block.Clear();
            }

            return;
        }

        var step = (open ? 1.0 : -1.0) / samples;
        for (var i = 0; i < block.Length; i++)
        {
            _place = Math.Clamp(_place + step, 0, 1);
            block[i] *= (float)((1 - Math.Cos(Math.PI * _place)) / 2);
        }
    }

    /// <summary>Closes without a fade: what comes next is silence.</summary>
    public void Shut() => _place = 0;
}
