using System.Runtime.Intrinsics;
using CsCheck;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.Core.Compositing;

/// <summary>The sums near the streamer's edge, against the plainest loop.</summary>
public sealed class EdgeCellsTests
{
    private static readonly FrameSize Size = new(44, 36);

    [Fact]
    public void Far_from_an_edge_nothing_is_asked_or_summed()
    {
        var cells = new EdgeCells(new FrameSize(128, 64));
        var alpha = new byte[128 * 64];
        cells.Measure(new byte[(128 * 64 * 3) + 16], alpha);
        Assert.DoesNotContain(true, cells.Needed.ToArray());

        alpha[(4 * 128) + 4] = 255;
        cells.Measure(new byte[(128 * 64 * 3) + 16], alpha);

        Assert.True(cells.Needed[0]);
        Assert.True(cells.Needed[17]);
        Assert.False(cells.Needed[2]);
        Assert.True(cells.NearEdge(0, 16, 0));
        Assert.False(cells.NearEdge(16, 32, 0));
        Assert.Equal(Vector128.Create(0, 0, 0, 1), cells.Streamer[0]);
        Assert.Equal(Vector128.Create(0, 0, 0, 31), cells.Room[0]);
        Assert.Equal(Vector128.Create(0, 0, 0, 32), cells.Room[3]);
        Assert.Equal(Vector128<int>.Zero, cells.Room[4]);
    }

    /// <summary>Widths that are no multiple of a cell included: a pixel counts in its own cell alone.</summary>
    [Fact]
    public void Sums_are_those_of_a_plain_loop() =>
        Gen.Select(Gen.Byte.Array[Size.Pixels * 3], Gen.Int[0, 4].Select(i => new byte[] { 0, 0, 128, 255, 255 }[i]).Array[Size.Pixels]).Sample((bgr, alpha) =>
        {
            var cells = new EdgeCells(Size);
            cells.Measure(bgr, alpha);
            for (var index = 0; index < cells.Columns * cells.Rows; index++)
            {
                Assert.Equal(Plain(bgr, alpha, index, cells.Columns, 255), cells.Streamer[index]);
                Assert.Equal(Plain(bgr, alpha, index, cells.Columns, 0), cells.Room[index]);
            }
        }, iter: 100);

    private static Vector128<int> Plain(byte[] bgr, byte[] alpha, int index, int columns, byte wanted)
    {
        var sum = new int[4];
        var (left, top) = (index % columns * EdgeCells.Side, index / columns * EdgeCells.Side);
        for (var y = top; y < Math.Min(top + EdgeCells.Side, Size.Height); y += EdgeCells.RowStep)
        {
            for (var x = left; x < Math.Min(left + EdgeCells.Side, Size.Width); x++)
            {
                var at = (y * Size.Width) + x;
                if (alpha[at] == wanted)
                {
                    sum[0] += bgr[at * 3];
                    sum[1] += bgr[(at * 3) + 1];
                    sum[2] += bgr[(at * 3) + 2];
                    sum[3]++;
                }
            }
        }

        return Vector128.Create(sum);
    }
}
