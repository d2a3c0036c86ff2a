namespace StreamShield.Core.Frames;

/// <summary>How a source's pictures are turned before anything else sees them.</summary>
/// <param name="Turn">Clockwise, in degrees: one of <see cref="Turns"/>.</param>
/// <param name="Mirror">True to swap left and right, after the turn.</param>
public readonly record struct Orientation(int Turn, bool Mirror)
{
    /// <summary>The allowed turns, in degrees clockwise.</summary>
    public static IReadOnlyList<int> Turns { get; } = [0, 90, 180, 270];

    /// <summary>True for a quarter turn, where width and height swap.</summary>
    public bool SwapsSides => Turn % 180 != 0;

    /// <summary>The size before the turn, given the size after it.</summary>
    public FrameSize Before(FrameSize size) => SwapsSides ? new FrameSize(size.Height, size.Width) : size;

    /// <summary>Maps a pixel of the turned picture back to the original.</summary>
    /// <param name="x">Column in the turned picture.</param>
    /// <param name="y">Row in the turned picture.</param>
    /// <param name="before">Size before the turn.</param>
    public (int X, int Y) Undo(int x, int y, FrameSize before)
    {
        var column = Mirror ? (SwapsSides ? before.Height : before.Width) - 1 - x : x;
        return Turn switch
        {
            90 => (y, before.Height - 1 - column),
            180 => (before.Width - 1 - column, before.Height - 1 - y),
            270 => (before.Width - 1 - y, column),
            _ => (column, y),
        };
    }

    /// <summary>Maps a pixel of the original to the turned picture.</summary>
    /// <param name="x">Column before the turn.</param>
    /// <param name="y">Row before the turn.</param>
    /// <param name="before">Size before the turn.</param>
    public (int X, int Y) Do(int x, int y, FrameSize before)
    {
        var (column, row) = Turn switch
        {
            90 => (before.Height - 1 - y, x),
            180 => (before.Width - 1 - x, before.Height - 1 - y),
            270 => (y, before.Width - 1 - x),
            _ => (x, y),
        };
        return (Mirror ? (SwapsSides ? before.Height : before.Width) - 1 - column : column, row);
    }

    /// <summary>Maps a place of the turned picture back to the original.</summary>
    public ZonePoint Undo(ZonePoint place)
    {
        var (x, y) = (Mirror ? 1 - place.X : place.X, place.Y);
        return Turn switch
        {
            90 => new(y, 1 - x),
            180 => new(1 - x, 1 - y),
            270 => new(1 - y, x),
            _ => new(x, y),
        };
    }

    /// <summary>Maps a place of the original to the turned picture.</summary>
    public ZonePoint Do(ZonePoint place)
    {
        var (x, y) = Turn switch
        {
            90 => (1 - place.Y, place.X),
            180 => (1 - place.X, 1 - place.Y),
            270 => (place.Y, 1 - place.X),
            _ => (place.X, place.Y),
        };
        return new(Mirror ? 1 - x : x, y);
    }

    /// <summary>Throws unless the turn is one of <see cref="Turns"/>.</summary>
    /// <exception cref="ShieldException">The turn is not one of <see cref="Turns"/>.</exception>
    public void Validate()
    {
        if (!Turns.Contains(Turn))
        {
            throw new ShieldException(SlateReason.StageFailed, $"The picture cannot be turned by {Turn} degrees: choose {string.Join(", ", Turns.SkipLast(1))} or {Turns[^1]}.");
        }
    }
}
