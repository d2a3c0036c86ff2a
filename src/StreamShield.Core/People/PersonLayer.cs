using System.Numerics;

namespace StreamShield.Core;

/// <summary>
/// One side of the selection, the streamer or everybody else: how it looks, how it moves, and where it was, kept for a while when the matte loses it. State to track by; what is shown
/// is always this frame's own matte (law 3). Allocates only when made.
/// </summary>
internal sealed class PersonLayer
{
    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _seen;
    private readonly byte[] _moved;
    private (int X, int Y) _shift;

    /// <param name="width">Of the mattes.</param>
    /// <param name="height">Of the mattes.</param>
    public PersonLayer(int width, int height)
    {
        (_width, _height) = (width, height);
        _seen = new byte[Padded(width * height)];
        _moved = new byte[_seen.Length];
    }

    /// <summary>The length of a plane of so many bytes that vectors divide: its end never needs care.</summary>
    public static int Padded(int pixels) => (pixels + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;

    /// <summary>How it looks.</summary>
    public ColourModel Colours { get; } = new();

    /// <summary>Where it was, moved as it moves: frames left to remember each pixel, 0 = it was not there. A padded plane.</summary>
    public byte[] Moved => _moved;

    /// <summary>Knows nothing any more.</summary>
    public void Forget()
    {
        Colours.Forget();
        ForgetPlace();
    }

    /// <summary>Knows how it looks, and not where it is.</summary>
    public void ForgetPlace()
    {
        _seen.AsSpan().Clear();
        _moved.AsSpan().Clear();
        _shift = default;
    }

    /// <summary>Finds out how it moved since the last frame and moves what is remembered; the memory grows older by one frame.</summary>
    /// <param name="last">The last small frame, B G R.</param>
    /// <param name="now">This one.</param>
    /// <param name="labels">Of the last frame.</param>
    /// <param name="label">This layer's.</param>
    /// <param name="area">The frame around the label's pixels; empty when there are none.</param>
    public void Move(ReadOnlySpan<byte> last, ReadOnlySpan<byte> now, byte[] labels, byte label, PixelArea area)
    {
        if (!area.IsEmpty)
        {
            _shift = LayerMotion.Find(last, now, labels.AsSpan(0, _width * _height), label, area, _width, _shift);
        }

        _moved.AsSpan().Clear();
        var (left, right) = (Math.Max(0, -_shift.X), Math.Min(_width, _width - _shift.X));
        for (var y = Math.Max(0, -_shift.Y); y < Math.Min(_height, _height - _shift.Y); y++)
        {
            _seen.AsSpan((y * _width) + left, right - left).CopyTo(_moved.AsSpan(((y + _shift.Y) * _width) + left + _shift.X));
        }

        for (var i = 0; i < _moved.Length; i += Vector<byte>.Count)
        {
            (Vector.Max(new Vector<byte>(_moved, i), Vector<byte>.One) - Vector<byte>.One).CopyTo(_moved, i);
        }
    }

    /// <summary>Takes over where it is now; pixels without a label are remembered from before.</summary>
    /// <param name="labels">Of this frame, a padded plane.</param>
    /// <param name="label">This layer's bit.</param>
    /// <param name="frames">How many frames to remember what the matte loses, 1..255.</param>
    public void Remember(byte[] labels, byte label, byte frames)
    {
        var (bit, fresh) = (new Vector<byte>(label), new Vector<byte>(frames));
        for (var i = 0; i < _seen.Length; i += Vector<byte>.Count)
        {
            var here = new Vector<byte>(labels, i);
            var kept = Vector.Equals(here, Vector<byte>.Zero) & new Vector<byte>(_moved, i);
            Vector.ConditionalSelect(Vector.Equals(here & bit, bit), fresh, kept).CopyTo(_seen, i);
        }
    }
}
