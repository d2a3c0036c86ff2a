using StreamShield.Core.Frames;

namespace StreamShield.Core.Pixels;

/// <summary>A rectangle of pixels. <see cref="Right"/> and <see cref="Bottom"/> are exclusive.</summary>
internal readonly record struct PixelArea(int Left, int Top, int Right, int Bottom)
{
    public int Width => Right - Left;

    public int Height => Bottom - Top;

    public int Pixels => Width * Height;

    public bool IsEmpty => Left >= Right || Top >= Bottom;

    /// <summary>The rectangle with a margin around it, clipped to the picture.</summary>
    public PixelArea Grow(int margin, FrameSize size) => new(
        Math.Max(0, Left - margin), Math.Max(0, Top - margin), Math.Min(size.Width, Right + margin), Math.Min(size.Height, Bottom + margin));

    /// <summary>What both have in common, which may be empty.</summary>
    public PixelArea Intersect(PixelArea other) => new(
        Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    /// <summary>The smallest rectangle that contains both.</summary>
    public PixelArea Join(PixelArea other) => new(
        Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));
}
