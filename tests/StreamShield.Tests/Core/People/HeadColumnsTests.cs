using StreamShield.Core.People;

namespace StreamShield.Tests.Core.People;

public sealed class HeadColumnsTests
{
    /// <summary>Two heads, at 20 to 40 and 80 to 100, with a valley at 60 to 69 between their shoulders.</summary>
    private static readonly int[] Tops = [.. Enumerable.Range(0, 120).Select(x => x is (>= 20 and <= 40) or (>= 80 and <= 100) ? 10 : x is >= 60 and < 70 ? 95 : 60)];

    [Theory]
    [InlineData(30, true)]
    [InlineData(50, true)]
    [InlineData(10, true)]
    [InlineData(30, false)]
    public void A_head_or_its_shoulder_means_all_up_to_the_valley(int at, bool isClick)
    {
        var (from, to) = isClick ? HeadColumns.Find(Tops, at, 136) : HeadColumns.FindPerson(Tops, Below(Tops), at, 136);
        Assert.Equal(0, from);
        Assert.InRange(to, 60, 69);
    }

    /// <summary>Narrow; as wide as a head but low, as a hand that waves; high, wide, and with nothing below.</summary>
    [Theory]
    [InlineData(8, 10, 136)]
    [InlineData(20, 40, 136)]
    [InlineData(20, 12, 40)]
    public void A_raised_hand_is_nobody_unless_somebody_clicks(int width, int top, int bottom)
    {
        int[] tops = [.. Enumerable.Range(0, 120).Select(x => x is >= 20 and <= 40 ? 10 : x >= 90 && x < 90 + width ? top : x is > 50 and < 85 ? 120 : 60)];
        int[] pixels = [.. tops.Select((row, x) => x >= 90 && x < 90 + width ? bottom - row : 136 - row)];
        Assert.Equal((0, 120), HeadColumns.FindPerson(tops, pixels, 30, 136));
        // Wherever in the picture the part lies.
        Assert.Equal((0, 120), HeadColumns.FindPerson([.. tops.Select(static row => row + 200)], pixels, 30, 136));
        Assert.InRange(HeadColumns.Find(tops, 30, 136).To, 45, 90);
    }

    [Fact]
    public void A_notch_of_a_few_columns_is_no_valley()
    {
        var tops = Enumerable.Repeat(10, 120).ToArray();
        tops[60] = tops[61] = 120;
        Assert.Equal((0, 120), HeadColumns.Find(tops, 30, 136));
    }

    private static int[] Below(int[] tops) => [.. tops.Select(static top => 136 - top)];
}
