namespace StreamShield.Core.Sound;

/// <summary>The mute: closes within 3 ms and opens within 10, along a raised cosine. Starts muted.</summary>
public sealed class MuteFade
{
    /// <summary>Samples until everything is exactly 0.</summary>
    public const int Closing = 144;

    private readonly FadeRamp _ramp = new();

    /// <summary>True while nothing passes.</summary>
    public bool IsMuted => _ramp.IsClosed;

    /// <summary>Lets sound pass or fades it away, in place.</summary>
    public void Run(Span<float> block, bool open) => _ramp.Run(block, open, open ? SoundFormat.Block : Closing);

    /// <summary>Mutes at once: what came before is not being heard any more.</summary>
    public void Shut() => _ramp.Shut();
}
