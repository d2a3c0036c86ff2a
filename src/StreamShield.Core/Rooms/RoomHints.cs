using System.Runtime.Intrinsics;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pixels;
using StreamShield.Core.Registration;

namespace StreamShield.Core.Rooms;

/// <summary>Prepares the hints for the segmenter: what the empty room should look like in this frame. The plate is scaled only when it has changed;
/// the lighting is applied for every frame. The confidence of a small pixel is the lowest of the pixels it covers. Allocates only on construction.
/// Not thread-safe.</summary>
public sealed class RoomHints : IDisposable
{
    private const int Levels = 256;

    private readonly FrameSize _size;
    private readonly AreaScaler _scaler;
    private readonly PixelBuffer _plate;
    private readonly PixelBuffer _known;
    private readonly byte[] _lowest;
    private readonly byte[] _lit = new byte[3 * Levels];
    private Plate? _scaledOf;
    private int _edition;

    /// <summary>Prepares hints for one size of plates and one of segmenters.</summary>
    /// <param name="size">Size of the frames and plates.</param>
    /// <param name="width">Width of the segmenter's mattes, at least 1.</param>
    /// <param name="height">Height of the segmenter's mattes, at least 1.</param>
    public RoomHints(FrameSize size, int width, int height)
    {
        _size = size;
        _scaler = new AreaScaler(size, width, height);
        _plate = new PixelBuffer(width * height * 3);
        _known = new PixelBuffer(width * height);
        _lowest = new byte[size.Width];
    }

    /// <summary>Fills <paramref name="hints"/> for one frame.</summary>
    /// <param name="room">The room as registered in this frame.</param>
    /// <param name="hints">Hints of the segmenter's size.</param>
    /// <exception cref="ArgumentException">A size differs.</exception>
    public void Fill(AlignedRoom room, SegmenterHints hints)
    {
        ArgumentNullException.ThrowIfNull(room.Plate);
        ArgumentNullException.ThrowIfNull(hints);
        if (room.Plate.Size != _size || hints.Width != _scaler.Width || hints.Height != _scaler.Height)
        {
            throw new ArgumentException($"A {room.Plate.Size} plate and {hints.Width}x{hints.Height} hints do not fit {_size} frames and a {_scaler.Width}x{_scaler.Height} segmenter.", nameof(room));
        }

        Known(room).CopyTo(hints.Known);
        FillLevels(_lit.AsSpan(0, Levels), room.Light.GainB, room.Light.OffsetB);
        FillLevels(_lit.AsSpan(Levels, Levels), room.Light.GainG, room.Light.OffsetG);
        FillLevels(_lit.AsSpan(2 * Levels), room.Light.GainR, room.Light.OffsetR);
        ApplyLevels(_plate.Span, hints.Plate);
    }

    /// <summary>How well the room is known, at the size of the hints, 0..255. Valid until the plate changes.</summary>
    /// <param name="room">The room as registered in this frame.</param>
    public ReadOnlySpan<byte> Known(AlignedRoom room)
    {
        ArgumentNullException.ThrowIfNull(room.Plate);
        if (_scaledOf != room.Plate || _edition != room.Plate.Edition)
        {
            Scale(room.Plate);
        }

        return _known.Span;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _plate.Dispose();
        _known.Dispose();
    }

    private static void FillLevels(Span<byte> levels, float gain, float offset)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = (byte)Math.Clamp((i * gain) + offset + 0.5f, 0, 255);
        }
    }

    private void ApplyLevels(ReadOnlySpan<byte> plate, Span<byte> lit)
    {
        ReadOnlySpan<byte> b = _lit.AsSpan(0, Levels);
        ReadOnlySpan<byte> g = _lit.AsSpan(Levels, Levels);
        ReadOnlySpan<byte> r = _lit.AsSpan(2 * Levels);
        for (var i = 0; i + 2 < lit.Length; i += 3)
        {
            lit[i] = b[plate[i]];
            lit[i + 1] = g[plate[i + 1]];
            lit[i + 2] = r[plate[i + 2]];
        }
    }

    private void Scale(Plate plate)
    {
        _scaler.Scale(plate.Pixels, _plate.Span);
        for (var y = 0; y < _scaler.Height; y++)
        {
            var (top, bottom) = Box(y, _size.Height, _scaler.Height);
            plate.Confidence.Slice(top * _size.Width, _size.Width).CopyTo(_lowest);
            for (var line = top + 1; line < bottom; line++)
            {
                KeepLowest(plate.Confidence.Slice(line * _size.Width, _size.Width));
            }

            for (var x = 0; x < _scaler.Width; x++)
            {
                var (left, right) = Box(x, _size.Width, _scaler.Width);
                _known.Span[(y * _scaler.Width) + x] = Lowest(_lowest.AsSpan(left, right - left));
            }
        }

        (_scaledOf, _edition) = (plate, plate.Edition);
    }

    /// <summary>The range of pixels that a small pixel covers, as <see cref="AreaScaler"/> computes it; at least one.</summary>
    private static (int From, int To) Box(int index, int from, int to)
    {
        var first = Math.Min((int)((long)index * from / to), from - 1);
        return (first, Math.Max(first + 1, (int)((long)(index + 1) * from / to)));
    }

    /// <summary>Takes the minimum with another row. A row is never shorter than a vector, and processing a pixel twice is harmless.</summary>
    private void KeepLowest(ReadOnlySpan<byte> row)
    {
        for (var x = 0; x < row.Length; x += Vector256<byte>.Count)
        {
            var at = Math.Min(x, row.Length - Vector256<byte>.Count);
            Vector256.Min(Vector256.Create(_lowest, at), Vector256.Create(row.Slice(at, Vector256<byte>.Count))).CopyTo(_lowest, at);
        }
    }

    private static byte Lowest(ReadOnlySpan<byte> confidences)
    {
        var lowest = byte.MaxValue;
        foreach (var confidence in confidences)
        {
            lowest = Math.Min(lowest, confidence);
        }

        return lowest;
    }
}
