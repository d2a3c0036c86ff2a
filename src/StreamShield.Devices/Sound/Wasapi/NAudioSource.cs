using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>A microphone through NAudio. It is asked for two sides, so that one that is dead or inverted is noticed; a microphone of one side comes as two that are alike.</summary>
internal abstract class NAudioSource(string? wanted) : NAudioEndpoint(wanted, "microphone", channels: 2), ISoundSource
{
    private readonly ChannelFold _fold = new();

    /// <inheritdoc/>
    public override string Name => base.Name + _fold.Words;

    /// <inheritdoc/>
    public bool Read(Span<float> block)
    {
        var stereo = _fold.Sides(block.Length);
        if (!Queue.Take(stereo))
        {
            throw Lost();
        }

        _fold.Fold(stereo, block);
        return true;
    }
}
