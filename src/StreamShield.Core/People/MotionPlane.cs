using System.Numerics;
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

    private readonly PixelBuffer _green = new(pixels);
    private readonly PixelBuffer _older = new(pixels);
    private readonly PixelBuffer _newer = new(pixels);
    private long _olderSum;
    private long _newerSum;
    private double _age = double.MaxValue;

    /// <summary>1 where the picture changed, else 0. A padded plane.</summary>
    public byte[] Changed { get; } = new byte[Body.Padded(pixels)];

    /// <summary>Takes the next frame.</summary>
    /// <param name="small">B G R.</param>
    /// <param name="passed">Seconds since the last frame.</param>
    public void Read(ReadOnlySpan<byte> small, double passed)
    {
        var green = _green.Span;
        var sum = 0L;
        for (var i = 0; i < pixels; i++)
        {
            // Green alone is enough: it is the finest channel of every camera.
            green[i] = small[(i * 3) + 1];
            sum += green[i];
        }

        // After a gap the old pictures tell nothing: the light has changed, and people have moved.
        var isFirst = _age == double.MaxValue || passed > 2 * Interval;
        _age += passed;
        if (_age >= Interval)
        {
            (isFirst ? green : _newer.Span).CopyTo(_older.Span);
            green.CopyTo(_newer.Span);
            (_olderSum, _newerSum, _age) = (isFirst ? sum : _newerSum, sum, 0);
        }

        Compare(green, _older.Span, (short)((sum - _olderSum) / pixels));
    }

    /// <summary>Compares the next frame with none before it.</summary>
    public void Forget() => _age = double.MaxValue;

    /// <inheritdoc/>
    public void Dispose()
    {
        _green.Dispose();
        _older.Dispose();
        _newer.Dispose();
    }

    private void Compare(ReadOnlySpan<byte> green, ReadOnlySpan<byte> older, short lighter)
    {
        var light = new Vector<short>(lighter);
        var change = new Vector<short>(Change);
        for (var i = 0; i < pixels; i += Vector<byte>.Count)
        {
            var at = Math.Min(i, pixels - Vector<byte>.Count);
            Vector.Widen(new Vector<byte>(green[at..]), out var now, out var nowNext);
            Vector.Widen(new Vector<byte>(older[at..]), out var then, out var thenNext);
            var first = Vector.GreaterThan(Vector.Abs((now - then).As<ushort, short>() - light), change);
            var next = Vector.GreaterThan(Vector.Abs((nowNext - thenNext).As<ushort, short>() - light), change);
            (Vector.Narrow(first, next).As<sbyte, byte>() & Vector<byte>.One).CopyTo(Changed, at);
        }
    }
}
