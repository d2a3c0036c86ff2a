namespace StreamShield.Core;

/// <summary>The obscured room as a small BGR picture that the compositor stretches smoothly over the frame: too poor to undo by its very size.</summary>
public sealed class HiddenPicture : IDisposable
{
    /// <summary>Pixels per row.</summary>
    public const int Width = 128;

    /// <summary>Rows.</summary>
    public const int Height = 72;

    private readonly PixelBuffer _pixels = new(Width * Height * 3);

    /// <summary>B G R, row by row.</summary>
    public Span<byte> Pixels => _pixels.Span;

    /// <inheritdoc/>
    public void Dispose() => _pixels.Dispose();
}
