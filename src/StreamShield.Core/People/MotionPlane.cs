using StreamShield.Core.Frames;

namespace StreamShield.Core.People;

/// <summary>Where the picture is another than a quarter to half a second ago, a change of the light aside. Allocates only when made.</summary>
/// <param name="pixels">Of a small frame.</param>
internal sealed class MotionPlane(int pixels) : IDisposable
{
    /// <summary>Levels by which a pixel changes when something moves.</summary>
    private const int Change = 14;

    /// <summary>Seconds between two pictures that are kept.</summary>
    private const double Interval = 0.25;

    private readonly PixelBuffer _older = new(pixels);
    private readonly PixelBuffer _newer = new(pixels);
    private double _age = double.MaxValue;

    /// <summary>1 where something moves, else 0.</summary>
    public byte[] Changed { get; } = new byte[Body.Padded(pixels)];

    /// <summary>Seconds between the last two frames.</summary>
    public double Passed { get; private set; }

    /// <summary>Looks at a frame.</summary>
    /// <param name="small">B G R.</param>
    /// <param name="passed">Seconds since the last one.</param>
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

    // Green stands for all: the finest channel of every camera.
    private static void Green(ReadOnlySpan<byte> small, Span<byte> green)
    {
        for (var i = 0; i < green.Length; i++)
        {
            green[i] = small[(i * 3) + 1];
        }
    }
}
