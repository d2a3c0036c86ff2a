using StreamShield.Core.Frames;

namespace StreamShield.Tests.Core.Frames;

public class Nv12Tests
{
    /// <summary>The corners of the colour cube as ITU-R BT.601 limited range gives them, to one level.</summary>
    [Theory]
    [InlineData(0, 0, 0, 16, 128, 128)]
    [InlineData(255, 255, 255, 235, 128, 128)]
    [InlineData(0, 0, 255, 82, 90, 240)]
    [InlineData(0, 255, 0, 145, 54, 34)]
    [InlineData(255, 0, 0, 41, 240, 110)]
    [InlineData(128, 128, 128, 126, 128, 128)]
    public void Known_colours(byte b, byte g, byte r, int y, int u, int v)
    {
        var row = new byte[18 * 3];
        for (var i = 0; i < row.Length; i += 3)
        {
            (row[i], row[i + 1], row[i + 2]) = (b, g, r);
        }

        var (top, bottom, chroma) = (new byte[18], new byte[18], new byte[18]);
        Nv12.ConvertRows(row, row, top, bottom, chroma);

        Assert.All(top.Concat(bottom), luma => Assert.InRange(luma, y - 1, y + 1));
        Assert.All(Enumerable.Range(0, 9), i => Assert.InRange(chroma[2 * i], u - 1, u + 1));
        Assert.All(Enumerable.Range(0, 9), i => Assert.InRange(chroma[(2 * i) + 1], v - 1, v + 1));
    }

    [Fact]
    public void Chroma_is_the_mean_of_four_pixels()
    {
        var (upper, lower) = (new byte[16 * 3], new byte[16 * 3]);
        upper[0] = 255; // one blue pixel among four, at the left end
        lower[47] = 255; // one red pixel among four, at the right end

        var (top, bottom, chroma) = (new byte[16], new byte[16], new byte[16]);
        Nv12.ConvertRows(upper, lower, top, bottom, chroma);

        Assert.Equal([156, 124, 128, 128], new int[] { chroma[0], chroma[1], chroma[2], chroma[3] });
        Assert.Equal([119, 156], new int[] { chroma[14], chroma[15] });
    }

    [Fact]
    public void Rows_that_do_not_fit_together_are_refused() =>
        Assert.Throws<ArgumentException>(() => Nv12.ConvertRows(new byte[48], new byte[48], new byte[16], new byte[16], new byte[15]));
}
