namespace StreamShield.Core.Sound;

/// <summary>A volume between 0 and 1 that changes along a raised cosine, to avoid clicks. Starts closed.</summary>
internal sealed class FadeRamp
{
    private double _place;

    /// <summary>True while the volume is 0.</summary>
    public bool IsClosed => _place <= 0;

    /// <summary>True while the volume is 1.</summary>
    public bool IsOpen => _place >= 1;

    /// <summary>Applies the volume in place while moving it towards open or closed.</summary>
    /// <param name="block">The sound.</param>
    /// <param name="open">True to open, false to close.</param>
    /// <param name="samples">Number of samples for the full range.</param>
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

    /// <summary>Closes at once, without a fade.</summary>
    public void Shut() => _place = 0;
}
