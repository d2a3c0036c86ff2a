using StreamShield.Core.People;

namespace StreamShield.Tests.Core.People;

public sealed class HeadColumnsTests
{
    /// <summary>Two heads, at 20 to 40 and 80 to 100, with a valley at 60 to 69 between their shoulders.</summary>
    private static readonly int[] Tops = [.. Enumerable.Range(0, 120).Select(x => x is (>= 20 and <= 40) or (>= 80 and <= 100) ? 10 : x is >= 60 and < 70 ? 95 : 60)];

    [Theory]
    [InlineData(30)]
    [InlineData(50)]
    [InlineData(10)]
    public void A_click_on_a_head_or_its_shoulder_means_all_up_to_the_valley(int at)
    {
        var (from, to) = HeadColumns.Find(Tops, at, 136);
        Assert.Equal(0, from);
        Assert.InRange(to, 60, 69);
    }

    [Fact]
    public void A_notch_of_a_few_columns_is_no_valley()
    {
        var tops = Enumerable.Repeat(10, 120).ToArray();
        tops[60] = tops[61] = 120;
        Assert.Equal((0, 120), HeadColumns.Find(tops, 30, 136));
    }
}
