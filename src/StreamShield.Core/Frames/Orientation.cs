namespace StreamShield.Core;

/// <summary>How a source's pictures are turned before anything else sees them.</summary>
/// <param name="Turn">Clockwise, in degrees: one of <see cref="Turns"/>.</param>
/// <param name="Mirror">True to swap left and right, after the turn.</param>
public readonly record struct Orientation(int Turn, bool Mirror)
{
    /// <summary>The turns there are.</summary>
    public static IReadOnlyList<int> Turns { get; } = [0, 90, 180, 270];

    /// <summary>Whether it is a quarter turn, so that width and height change places.</summary>
    public bool SwapsSides => Turn % 180 != 0;

    /// <summary>The size before a turn that leads to another.</summary>
    public FrameSize Before(FrameSize size) => SwapsSides ? new FrameSize(size.Height, size.Width) : size;

    /// <summary>Refuses other turns.</summary>
    /// <exception cref="ShieldException">One sentence.</exception>
    public void Validate()
    {
        if (!Turns.Contains(Turn))
        {
            throw new ShieldException(SlateReason.StageFailed, $"The picture cannot be turned by {Turn} degrees: choose {string.Join(", ", Turns.SkipLast(1))} or {Turns[^1]}.");
        }
    }
}
