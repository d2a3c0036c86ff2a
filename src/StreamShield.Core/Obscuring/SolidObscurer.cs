using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;

namespace StreamShield.Core.Obscuring;

/// <summary>One colour instead of the room. Reveals nothing about it at any strength.</summary>
public sealed class SolidObscurer : IObscurer
{
    private readonly HiddenPicture _picture;

    /// <summary>Creates a solid picture.</summary>
    public SolidObscurer(FrameSize size, SolidColour colour)
    {
        _picture = new HiddenPicture(size) { IsKey = colour.IsKey };
        _picture.Fill(colour.B, colour.G, colour.R);
    }

    /// <inheritdoc/>
    public HiddenPicture Obscure(Frame frame, Matte matte, TimeSpan passed) => _picture;

    /// <inheritdoc/>
    public void Dispose() => _picture.Dispose();
}
