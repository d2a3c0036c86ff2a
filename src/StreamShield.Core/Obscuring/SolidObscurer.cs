namespace StreamShield.Core;

/// <summary>One colour instead of the room: says nothing about it at any strength.</summary>
public sealed class SolidObscurer : IObscurer
{
    private readonly HiddenPicture _picture;

    /// <summary>A solid picture of one size.</summary>
    public SolidObscurer(FrameSize size)
    {
        _picture = new HiddenPicture(size);
        _picture.Fill(Colour[0], Colour[1], Colour[2]);
    }

    /// <summary>The colour, B G R: the slate's own dark blue-grey.</summary>
    public static ReadOnlySpan<byte> Colour => [58, 46, 40];

    /// <inheritdoc/>
    public HiddenPicture Obscure(Frame frame, Matte matte) => _picture;

    /// <inheritdoc/>
    public void Dispose() => _picture.Dispose();
}
