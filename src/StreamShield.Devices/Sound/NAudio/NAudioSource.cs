using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>A microphone through NAudio.</summary>
internal abstract class NAudioSource(string? wanted) : NAudioEndpoint(wanted, "microphone"), ISoundSource
{
    /// <inheritdoc/>
    public bool Read(Span<float> block) => Queue.Take(block) ? true : throw Lost();
}
