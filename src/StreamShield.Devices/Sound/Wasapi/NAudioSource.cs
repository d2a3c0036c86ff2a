using StreamShield.Core.Sound;

namespace StreamShield.Devices.Sound.Wasapi;

/// <summary>
/// A microphone through NAudio. It is opened in stereo so that a dead or inverted side is noticed; a mono microphone delivers two identical sides.
/// </summary>
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
