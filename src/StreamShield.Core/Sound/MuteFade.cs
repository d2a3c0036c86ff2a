namespace StreamShield.Core.Sound;

/// <summary>The mute: closes within 3 ms and opens within 10 ms, along a raised cosine. Starts muted.</summary>
public sealed class MuteFade
{
    /// <summary>Number of samples until the output is exactly 0.</summary>
    public const int Closing = 144;

    private readonly FadeRamp _ramp = new();

    /// <summary>True while nothing passes.</summary>
    public bool IsMuted => _ramp.IsClosed;

    /// <summary>Fades the sound in or out, in place.</summary>
    public void Run(Span<float> block, bool open) => _ramp.Run(block, open, open ? SoundFormat.Block : Closing);

    /// <summary>Mutes at once, for use when the sound before is not being heard anyway.</summary>
    public void Shut() => _ramp.Shut();
}
