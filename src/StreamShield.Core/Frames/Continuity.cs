namespace StreamShield.Core.Frames;

/// <summary>Tells whether a frame continues the one before. It does not after a gap in time or after a cut, where most of the picture changes at
/// once; what was seen before then says nothing about where people are now. Compares a grid of sample points. Allocates only on
/// construction.</summary>
internal sealed class Continuity
{
    private const int Columns = 48;
    private const int Rows = 27;

    /// <summary>A sample has changed when one of its colours differs by more than this many levels.</summary>
    private const int Other = 24;

    private static readonly TimeSpan MaxGap = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly byte[] _last = new byte[Columns * Rows * 3];
    private readonly FrameSize _size;
    private long? _lastAt;

    /// <param name="size">Size of the frames.</param>
    /// <param name="time">The clock that stamps them.</param>
    public Continuity(FrameSize size, TimeProvider time) => (_size, _time) = (size, time);

    /// <summary>Compares a frame with the one before. Call it once for every frame, in order.</summary>
    /// <returns>False for the first frame, after a gap and after a cut.</returns>
    public bool GoesOn(Frame frame)
    {
        var others = 0;
        for (var i = 0; i < Columns * Rows; i++)
        {
            var (row, column) = Math.DivRem(i, Columns);
            var at = ((((row * 2) + 1) * _size.Height / (2 * Rows) * _size.Width) + (((column * 2) + 1) * _size.Width / (2 * Columns))) * 3;
            var pixel = frame.Pixels.Slice(at, 3);
            var last = _last.AsSpan(i * 3, 3);
            var differs = Math.Max(Math.Abs(pixel[0] - last[0]), Math.Max(Math.Abs(pixel[1] - last[1]), Math.Abs(pixel[2] - last[2]))) > Other;
            others += differs ? 1 : 0;
            pixel.CopyTo(last);
        }

        var goesOn = _lastAt is { } then && _time.GetElapsedTime(then, frame.CapturedAt).Duration() <= MaxGap && others * 2 < Columns * Rows;
        _lastAt = frame.CapturedAt;
        return goesOn;
    }
}
