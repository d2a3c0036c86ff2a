namespace StreamShield.Core;

/// <summary>One colour instead of the room: says nothing about it at any strength.</summary>
public sealed class SolidObscurer : IObscurer
{
    /// <summary>The colour, B G R: the slate's own dark blue-grey.</summary>
    public static ReadOnlySpan<byte> Colour => [58, 46, 40];

    /// <inheritdoc/>
    public void Obscure(Frame frame, Matte matte, HiddenPicture hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        var pixels = hidden.Pixels;
        for (var i = 0; i < pixels.Length; i += 3)
        {
            Colour.CopyTo(pixels[i..]);
        }
    }
}
