using StreamShield.Core.Frames;

namespace StreamShield.Core.People;

/// <summary>Finds where the picture differs from the one a quarter to half a second ago, ignoring a change of the overall light. Allocates only on
/// construction.</summary>
/// <param name="pixels">Number of pixels of a small frame.</param>
internal sealed class MotionPlane(int pixels) : IDisposable
{
    /// <summary>A pixel has changed when it differs by more than this many levels.</summary>
    private const int Change = 14;

    /// <summary>Seconds between two stored pictures.</summary>
    private const double Interval = 0.25;

    private readonly PixelBuffer _older = new(pixels * 3);
    private readonly PixelBuffer _newer = new(pixels * 3);
    private double _age = double.MaxValue;

    /// <summary>1 where the picture changed, else 0.</summary>
    public byte[] Changed { get; } = new byte[pixels];

    /// <summary>Takes the next frame.</summary>
    /// <param name="small">B G R.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    public void Read(ReadOnlySpan<byte> small, double passed)
    {
        // After a gap the old pictures tell nothing: the light has changed, and people have moved.
        var isFirst = _age == double.MaxValue || passed > 2 * Interval;
        _age += passed;
        if (_age >= Interval)
        {
            (isFirst ? small : _newer.Span).CopyTo(_older.Span);
            small.CopyTo(_newer.Span);
            _age = 0;
        }

        // Green alone is enough: it is the finest channel of every camera.
        var older = _older.Span;
        var lighter = 0;
        for (var i = 1; i < small.Length; i += 3)
        {
            lighter += small[i] - older[i];
        }

        lighter /= pixels;
        for (var i = 0; i < pixels; i++)
        {
            Changed[i] = Math.Abs(small[(i * 3) + 1] - older[(i * 3) + 1] - lighter) > Change ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Compares the next frame with none before it.</summary>
    public void Forget() => _age = double.MaxValue;

    /// <inheritdoc/>
    public void Dispose()
    {
        _older.Dispose();
        _newer.Dispose();
    }
}
