namespace StreamShield.Core;

/// <summary>The mute: closes within the first half of a block and opens within one, along a raised cosine. Starts muted.</summary>
public sealed class MuteFade
{
    private readonly FadeRamp _ramp = new();

    /// <summary>True while nothing passes.</summary>
    public bool IsMuted => _ramp.IsClosed;

    /// <summary>Lets one block pass or fades it away, in place. After the first block with <paramref name="open"/> false everything is exactly 0.</summary>
    public void Run(Span<float> block, bool open) => _ramp.Run(block, open, open ? SoundFormat.Block : SoundFormat.Block / 2);

    /// <summary>Mutes at once: what came before is not being heard any more.</summary>
    public void Shut() => _ramp.Shut();
}
