namespace StreamShield.Core;

/// <summary>The size of a session's pictures in pixels: even (NV12 halves both), from 32x32 to 4096x2304.</summary>
public readonly record struct FrameSize
{
    /// <summary>Largest width in pixels.</summary>
    public const int MaxWidth = 4096;

    /// <summary>Largest height in pixels.</summary>
    public const int MaxHeight = 2304;

    /// <summary>Smallest side in pixels.</summary>
    public const int MinSide = 32;

    /// <summary>A checked size.</summary>
    /// <exception cref="ShieldException">Odd, too small or too large.</exception>
    public FrameSize(int width, int height)
    {
        if (width < MinSide || height < MinSide || width > MaxWidth || height > MaxHeight || ((width | height) & 1) != 0)
        {
            throw new ShieldException(SlateReason.SourceMissing,
                $"A picture of {width}x{height} cannot be shielded: scale it to an even width and height between {MinSide}x{MinSide} and {MaxWidth}x{MaxHeight}, for example with ffmpeg -i IN -vf scale=1280:720 OUT.");
        }

        Width = width;
        Height = height;
    }

    /// <summary>Width in pixels, even.</summary>
    public int Width { get; }

    /// <summary>Height in pixels, even.</summary>
    public int Height { get; }

    /// <summary>Number of pixels.</summary>
    public int Pixels => Width * Height;

    /// <summary>Bytes of an NV12 picture of this size.</summary>
    public int Nv12Bytes => Pixels + (Pixels / 2);

    /// <summary>Reads "1280x720".</summary>
    /// <exception cref="ShieldException">Not of that form, or out of range.</exception>
    public static FrameSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('x', 'X');
        if (parts.Length == 2 && int.TryParse(parts[0], out var width) && int.TryParse(parts[1], out var height))
        {
            return new FrameSize(width, height);
        }

        throw new ShieldException(SlateReason.SourceMissing, $"'{text}' is not a size: write it like 1280x720.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height}";
}
