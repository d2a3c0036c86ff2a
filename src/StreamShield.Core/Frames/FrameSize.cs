namespace StreamShield.Core.Frames;

/// <summary>The size of a session's pictures in pixels, landscape or portrait. Both sides are even, because NV12 halves them; from 32x32 up to the
/// number of pixels of 4096x2304.</summary>
public readonly record struct FrameSize
{
    /// <summary>Largest side in pixels.</summary>
    public const int MaxSide = 4096;

    /// <summary>Largest number of pixels.</summary>
    public const int MaxPixels = MaxSide * 2304;

    /// <summary>Smallest side in pixels.</summary>
    public const int MinSide = 32;

    /// <summary>Creates a size that is within the limits.</summary>
    /// <exception cref="ShieldException">Odd, too small or too large. The message names the nearest allowed size of the same shape.</exception>
    public FrameSize(int width, int height)
    {
        if (!IsGood(width, height))
        {
            throw new ShieldException(SlateReason.SourceMissing, $"A picture of {width}x{height} cannot be shielded: {Advice(width, height)}.");
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

    /// <summary>Parses a size such as "1280x720".</summary>
    /// <exception cref="ShieldException">The text has another form, or the size is out of range.</exception>
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

    private static bool IsGood(int width, int height) =>
        width is >= MinSide and <= MaxSide && height is >= MinSide and <= MaxSide && (long)width * height <= MaxPixels && ((width | height) & 1) == 0;

    private static string Advice(int width, int height)
    {
        var allowed = $"even sides from {MinSide} to {MaxSide} and at most {MaxPixels / 1e6:0.0} million pixels, as {MaxSide}x{MaxPixels / MaxSide} or 2160x3840 has";
        if (width < 1 || height < 1)
        {
            return $"choose {allowed}";
        }

        var scale = Math.Min(1, Math.Min((double)MaxSide / Math.Max(width, height), Math.Sqrt((double)MaxPixels / width / height)));
        scale = Math.Max(scale, (double)MinSide / Math.Min(width, height));
        var (across, down) = (Even(width * scale), Even(height * scale));
        return IsGood(across, down)
            ? $"scale it to {across}x{down}, for example with ffmpeg -i IN -vf scale={across}:{down} OUT.mp4"
            : $"its shape is too long, so cut it to {allowed}, for example with ffmpeg -i IN -vf crop=WIDTH:HEIGHT OUT.mp4";
    }

    /// <summary>The nearest even number below, but never less than <see cref="MinSide"/>.</summary>
    private static int Even(double side) => Math.Max(MinSide, (int)(side / 2 + 1e-9) * 2);

    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height}";
}
