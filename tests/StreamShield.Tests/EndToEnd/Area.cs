namespace StreamShield.Tests.EndToEnd;

/// <summary>A rectangle of pixels.</summary>
internal readonly record struct Area(int Left, int Top, int Width, int Height)
{
    public int Right => Left + Width;

    public int Bottom => Top + Height;

    /// <summary>Larger by so many pixels on every side; smaller when negative.</summary>
    public Area Grown(int by) => new(Left - by, Top - by, Width + (2 * by), Height + (2 * by));

    public bool Contains(Area other) => other.Left >= Left && other.Right <= Right && other.Top >= Top && other.Bottom <= Bottom;

    public bool Touches(Area other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}
