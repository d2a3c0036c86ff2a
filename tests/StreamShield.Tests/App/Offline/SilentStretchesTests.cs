using CsCheck;
using StreamShield.App.Offline;
using StreamShield.Core.Sound;

namespace StreamShield.Tests.App.Offline;

/// <summary>When a clip's sound is silent.</summary>
public sealed class SilentStretchesTests
{
    /// <summary>One letter for every tenth of a second: L live, A nobody, H slate; beneath it what is silent.</summary>
    [Theory]
    [InlineData("LLLLLLLLLL", "..........")]
    [InlineData("LLHLLLLLLL", "..#.......")]
    [InlineData("LLAAAALLLL", "..........")]
    [InlineData("LLAAAAALLL", "..#####...")]
    [InlineData("LLAAHALLLL", "..####....")]
    [InlineData("AAAAALLLLL", "#####.....")]
    [InlineData("LLLLLAAAAA", ".....#####")]
    [InlineData("LLLLLLAAAA", "..........")]
    [InlineData("HLAALHLAAL", "#....#....")]
    public void Slates_and_long_absences_are_silent_from_their_first_picture_on(string pictures, string silent) => Assert.Equal(silent, Silent(pictures, keepAway: false));

    [Theory]
    [InlineData("LAAAAAAAAL", "..........")]
    [InlineData("LAAAHAAAAL", "....#.....")]
    public void Absences_are_heard_when_that_was_asked_for(string pictures, string silent) => Assert.Equal(silent, Silent(pictures, keepAway: true));

    [Fact]
    public void Every_slate_is_silent_whatever_is_around_it() => Gen.Char["LAH"].List[1, 40].Sample(letters =>
    {
        var silent = Silent(string.Concat(letters), keepAway: false);
        Assert.All(letters.Select((letter, i) => (letter, i)), one => Assert.True(one.letter != 'H' || silent[one.i] == '#'));
        Assert.All(letters.Select((letter, i) => (letter, i)), one => Assert.True(one.letter != 'L' || silent[one.i] == '.'));
    });

    private static string Silent(string pictures, bool keepAway)
    {
        var stretches = new SilentStretches(keepAway);
        for (var i = 0; i < pictures.Length; i++)
        {
            stretches.Add(pictures[i] switch { 'L' => Audibility.Live, 'A' => Audibility.Away, _ => Audibility.Hidden }, TimeSpan.FromMilliseconds(100 * i));
        }

        stretches.End(TimeSpan.FromMilliseconds(100 * pictures.Length));
        return string.Concat(pictures.Select((_, i) => stretches.All.Any(one => one.From.TotalMilliseconds <= 100 * i && 100 * i < one.To.TotalMilliseconds) ? '#' : '.'));
    }
}
