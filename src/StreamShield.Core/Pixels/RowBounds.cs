using System.Numerics;

namespace StreamShield.Core.Pixels;

/// <summary>Keeps a row of bytes within bounds of its own for each byte. Does not allocate.</summary>
internal static class RowBounds
{
    /// <summary>Lowers every byte to its bound.</summary>
    /// <param name="max">One bound per byte.</param>
    /// <param name="row">As long; changed in place.</param>
    public static void Lower(ReadOnlySpan<byte> max, Span<byte> row)
    {
        var x = 0;
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector.Min(new Vector<byte>(max[x..]), new Vector<byte>(row[x..])).CopyTo(row[x..]);
        }

        for (; x < row.Length; x++)
        {
            row[x] = Math.Min(max[x], row[x]);
        }
    }

    /// <summary>Raises every byte to its bound.</summary>
    /// <param name="min">One bound per byte.</param>
    /// <param name="row">As long; changed in place.</param>
    public static void Raise(ReadOnlySpan<byte> min, Span<byte> row)
    {
        var x = 0;
        for (; x <= row.Length - Vector<byte>.Count; x += Vector<byte>.Count)
        {
            Vector.Max(new Vector<byte>(min[x..]), new Vector<byte>(row[x..])).CopyTo(row[x..]);
        }

        for (; x < row.Length; x++)
        {
            row[x] = Math.Max(min[x], row[x]);
        }
    }
}
