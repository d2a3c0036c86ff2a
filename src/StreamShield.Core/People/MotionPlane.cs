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

    private readonly PixelBuffer _older = new(pixels);
    private readonly PixelBuffer _newer = new(pixels);
    private double _age = double.MaxValue;

    /// <summary>1 where the picture changed, else 0. A padded plane.</summary>
    public byte[] Changed { get; } = new byte[Body.Padded(pixels)];

    /// <summary>Seconds between the last two frames.</summary>
    public double Passed { get; private set; }

    /// <summary>Takes the next frame.</summary>
    /// <param name="small">B G R.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    public void Read(ReadOnlySpan<byte> small, double passed)
    {
        Passed = passed;
        var isFirst = _age == double.MaxValue;
        _age += passed;
        if (_age >= Interval)
        {
            _newer.Span.CopyTo(_older.Span);
            Green(small, _newer.Span);
            _age = 0;
        }

        if (isFirst)
        {
            _newer.Span.CopyTo(_older.Span);
        }

        var older = _older.Span;
        var sum = 0L;
        for (var i = 0; i < pixels; i++)
        {
            sum += small[(i * 3) + 1] - older[i];
        }

        var light = (int)(sum / pixels);
        for (var i = 0; i < pixels; i++)
        {
            Changed[i] = Math.Abs(small[(i * 3) + 1] - older[i] - light) > Change ? (byte)1 : (byte)0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _older.Dispose();
        _newer.Dispose();
    }

    // Green alone is enough: it is the finest channel of every camera.
    private static void Green(ReadOnlySpan<byte> small, Span<byte> green)
    {
        for (var i = 0; i < green.Length; i++)
        {
            green[i] = small[(i * 3) + 1];
        }
    }
}
