using System.Text;
using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;

namespace StreamShield.Tests.Core.Profiles;

/// <summary>Names of rooms as names of files: any script, never outside the folder.</summary>
public class ProfileNameTests
{
    [Theory]
    [InlineData("Bedroom", "Bedroom")]
    [InlineData("Büro 2. Stock", "Büro 2. Stock")]
    [InlineData("寝室 ☕", "寝室 ☕")]
    [InlineData("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd")]
    [InlineData(".", "%2E")]
    [InlineData("..", "%2E%2E")]
    [InlineData(".hidden", "%2Ehidden")]
    [InlineData("room.", "room%2E")]
    [InlineData("C:\\x", "C%3A\\x", "C%3A%5Cx")]
    [InlineData("100 %", "100 %25")]
    [InlineData("con", "%63on")]
    [InlineData("Com1.x", "%43om1.x")]
    [InlineData("console", "console")]
    public void A_name_has_this_file(string name, string stem, string? other = null)
    {
        Assert.True(ProfileName.IsGood(name));
        Assert.Equal(other ?? stem, ProfileName.ToStem(name));
        Assert.Equal(name, ProfileName.FromStem(ProfileName.ToStem(name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" x")]
    [InlineData("x\u3000")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u202Eb")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public void What_is_no_name_is_refused_in_one_line(string name)
    {
        Assert.False(ProfileName.IsGood(name));
        var fault = Assert.Throws<ShieldException>(() => ProfileName.Check(name));
        Assert.EndsWith("cannot be a room's name: use 1 to 60 visible characters that neither begin nor end with a space.", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Half_a_character_is_no_name() => Assert.Contains("'a?' cannot be", Assert.Throws<ShieldException>(() => ProfileName.Check("a\uD800")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_name_is_one_short_file_of_the_folder_and_comes_back() =>
        Gen.OneOf(Gen.String[Gen.Char, 1, ProfileName.MaxLength], Gen.String[Gen.Char["./\\%:conCON1 aé"], 1, ProfileName.MaxLength]).Where(ProfileName.IsGood).Sample(name =>
        {
            var stem = ProfileName.ToStem(name);
            Assert.Equal(name, ProfileName.FromStem(stem));
            Assert.DoesNotContain('/', stem);
            Assert.DoesNotContain('\\', stem);
            Assert.False(stem.StartsWith('.') || stem.EndsWith('.') || stem.EndsWith(' '));
            Assert.InRange(Encoding.UTF8.GetByteCount(stem), 1, 180);
        });

    [Theory]
    [InlineData("50%")]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("%ZZ")]
    public void A_file_named_by_hand_keeps_what_is_no_code(string stem) => Assert.Equal(stem, ProfileName.FromStem(stem));
}
