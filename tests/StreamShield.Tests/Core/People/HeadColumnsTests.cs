using StreamShield.Core.People;

namespace StreamShield.Tests.Core.People;

public sealed class HeadColumnsTests
{
    /// <summary>Two heads, at 20 to 40 and 80 to 100, with a valley at 60 to 69 between their shoulders.</summary>
    private static readonly int[] Tops = [.. Enumerable.Range(0, 120).Select(x => x is (>= 20 and <= 40) or (>= 80 and <= 100) ? 10 : x is >= 60 and < 70 ? 95 : 60)];

    [Theory]
    [InlineData(30, 0)]
    [InlineData(50, 0)]
    [InlineData(10, 0)]
    [InlineData(30, 0.9)]
    public void A_head_or_its_shoulder_means_all_up_to_the_valley(int at, double minShare)
    {
        var (from, to) = HeadColumns.Find(Tops, at, 136, minShare);
        Assert.Equal(0, from);
        Assert.InRange(to, 60, 69);
    }

    [Theory]
    [InlineData(0, 41)]
    [InlineData(0.5, 120)]
    public void A_raised_arm_is_no_head_unless_somebody_says_so(double minShare, int to)
    {
        int[] tops = [.. Enumerable.Range(0, 120).Select(x => x is (>= 20 and <= 40) or (>= 90 and < 98) ? 10 : 60)];
        Assert.Equal(0, HeadColumns.Find(tops, 30, 136, minShare).From);
        Assert.InRange(HeadColumns.Find(tops, 30, 136, minShare).To, to, to + 2);
    }

    [Fact]
    public void A_notch_of_a_few_columns_is_no_valley()
    {
        var tops = Enumerable.Repeat(10, 120).ToArray();
        tops[60] = tops[61] = 120;
        Assert.Equal((0, 120), HeadColumns.Find(tops, 30, 136, 0));
    }
}
