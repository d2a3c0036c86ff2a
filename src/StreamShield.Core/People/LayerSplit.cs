using System.Numerics;

namespace StreamShield.Core;

/// <summary>
/// Shares a part of the matte in which the streamer and somebody else touch out between them. Each pixel asks its neighbourhood: whose colours are these, and who was here, moved as
/// each of them moves. What is not clearly the streamer's is not (law 4). Allocates only when made.
/// </summary>
internal sealed class LayerSplit
{
    private const int Radius = 3;

    /// <summary>No single pixel's colour says more than this, in parts of <see cref="ColourModel.PerNat"/>.</summary>
    private const int MostColour = 3 * ColourModel.PerNat;

    /// <summary>What having been here says.</summary>
    private const int Presence = 24;

    /// <summary>The streamer must be more likely than the other by this.</summary>
    private const int Doubt = 6;

    private readonly int _width;
    private readonly ulong[] _values;
    private readonly ulong[] _rows;
    private readonly ulong[] _columns;

    /// <param name="width">Of the mattes.</param>
    /// <param name="height">Of the mattes.</param>
    public LayerSplit(int width, int height)
    {
        _width = width;
        _values = new ulong[width * height];
        _rows = new ulong[width * height];
        _columns = new ulong[width];
    }

    /// <summary>Labels every pixel of one part.</summary>
    /// <param name="area">The part's frame.</param>
    /// <param name="runs">All runs, by rising rows.</param>
    /// <param name="part">The part's number.</param>
    /// <param name="moved">Bits of <see cref="Layers"/>: who was here, by their motion.</param>
    /// <param name="colours">Colour of each of the part's pixels, by <see cref="ColourModel.Bin"/>.</param>
    /// <param name="evidence">Per colour: how much likelier it is the streamer's than the other's.</param>
    /// <param name="labels">The part's pixels are set.</param>
    public void Share(
        PixelArea area, ReadOnlySpan<ComponentFinder.Run> runs, int part, ReadOnlySpan<byte> moved, ReadOnlySpan<ushort> colours, ReadOnlySpan<short> evidence, Span<byte> labels)
    {
        for (var y = area.Top; y < area.Bottom; y++)
        {
            _values.AsSpan((y * _width) + area.Left, area.Width).Clear();
        }

        foreach (ref readonly var run in runs)
        {
            for (var i = run.Start; run.Part == part && i < run.Start + run.Length; i++)
            {
                _values[i] = Pack(evidence[colours[i]], moved[i]);
            }
        }

        for (var y = area.Top; y < area.Bottom; y++)
        {
            SumRow(_values.AsSpan((y * _width) + area.Left, area.Width), _rows.AsSpan((y * _width) + area.Left, area.Width));
        }

        var columns = _columns.AsSpan(0, area.Width);
        columns.Clear();
        for (var y = area.Top - Radius; y < area.Bottom; y++)
        {
            if (y + Radius < area.Bottom)
            {
                Add(columns, _rows.AsSpan(((y + Radius) * _width) + area.Left, area.Width));
            }

            if (y - Radius > area.Top)
            {
                Subtract(columns, _rows.AsSpan(((y - Radius - 1) * _width) + area.Left, area.Width));
            }

            for (var x = 0; y >= area.Top && x < columns.Length; x++)
            {
                var at = (y * _width) + area.Left + x;
                if (_values[at] != 0)
                {
                    labels[at] = Decide(columns[x]) ? Layers.Own : Layers.Other;
                }
            }
        }
    }

    /// <summary>Four sums in one number: colour evidence (shifted above 0), pixels, the streamer's and the other's presence, 16 bits each.</summary>
    private static ulong Pack(int colour, byte moved) =>
        ((ulong)(uint)(Math.Clamp(colour, -MostColour, MostColour) + MostColour) << 48) | (1UL << 32) | ((ulong)(uint)(moved & Layers.Own) << 16) | (ulong)(uint)((moved & Layers.Other) >> 1);

    private static bool Decide(ulong sums)
    {
        var count = (int)(sums >> 32) & 0xFFFF;
        var colour = (int)(sums >> 48) - (MostColour * count);
        var presence = ((int)(sums >> 16) & 0xFFFF) - (int)(sums & 0xFFFF);
        return colour + (Presence * presence) > Doubt * count;
    }

    /// <summary>Sums over the window, which ends at the row's ends.</summary>
    private static void SumRow(ReadOnlySpan<ulong> values, Span<ulong> sums)
    {
        var sum = 0UL;
        for (var x = -Radius; x < values.Length; x++)
        {
            sum += x + Radius < values.Length ? values[x + Radius] : 0;
            if (x >= 0)
            {
                sum -= x - Radius > 0 ? values[x - Radius - 1] : 0;
                sums[x] = sum;
            }
        }
    }

    private static void Add(Span<ulong> columns, ReadOnlySpan<ulong> row)
    {
        for (var x = 0; x <= row.Length - Vector<ulong>.Count; x += Vector<ulong>.Count)
        {
            (new Vector<ulong>(columns[x..]) + new Vector<ulong>(row[x..])).CopyTo(columns[x..]);
        }

        for (var x = row.Length - (row.Length % Vector<ulong>.Count); x < row.Length; x++)
        {
            columns[x] += row[x];
        }
    }

    private static void Subtract(Span<ulong> columns, ReadOnlySpan<ulong> row)
    {
        for (var x = 0; x <= row.Length - Vector<ulong>.Count; x += Vector<ulong>.Count)
        {
            (new Vector<ulong>(columns[x..]) - new Vector<ulong>(row[x..])).CopyTo(columns[x..]);
        }

        for (var x = row.Length - (row.Length % Vector<ulong>.Count); x < row.Length; x++)
        {
            columns[x] -= row[x];
        }
    }
}
