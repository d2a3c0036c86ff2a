using CsCheck;
using StreamShield.App.Desktop;
using StreamShield.App.Hosting;

namespace StreamShield.Tests.App.Desktop;

public sealed class KeyChordTests
{
    [Theory]
    [InlineData("Ctrl+Alt+P", "Ctrl+Alt+P", 0x50u, 0x70u, "CTRL+ALT+p")]
    [InlineData("alt + ctrl + p", "Ctrl+Alt+P", 0x50u, 0x70u, "CTRL+ALT+p")]
    [InlineData("pause", "Pause", 0x13u, 0xff13u, "Pause")]
    [InlineData("Win+F9", "Super+F9", 0x78u, 0xffc6u, "LOGO+F9")]
    [InlineData("Ctrl+pageup", "Ctrl+PageUp", 0x21u, 0xff55u, "CTRL+Page_Up")]
    public void A_chord_is_read_and_written(string text, string written, uint virtualKey, uint keysym, string trigger)
    {
        var chord = KeyChord.Parse(text)!;

        Assert.Equal((written, virtualKey, keysym, trigger), (chord.ToString(), chord.VirtualKey, chord.Keysym, chord.ToTrigger()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("Shift+P")]
    [InlineData("Ctrl+")]
    [InlineData("Hyper+P")]
    [InlineData("Ctrl+Escape")]
    [InlineData("Ctrl+F25")]
    [InlineData("Home")]
    public void What_would_hinder_typing_or_is_no_key_is_refused_with_a_cure(string text)
    {
        var refused = Assert.Throws<UserException>(() => KeyChord.Parse(text));

        Assert.Contains("Ctrl+Alt+P", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_no_key() => Assert.Null(KeyChord.Parse("None"));

    [Fact]
    public void Every_chord_survives_being_written() =>
        Gen.Select(Gen.Int[0, 15], Gen.Int[0, KeyChord.Names.Count() - 1]).Sample((modifiers, key) =>
        {
            var chord = new KeyChord((KeyModifiers)modifiers | KeyModifiers.Ctrl, KeyChord.Names.ElementAt(key));
            Assert.Equal(chord, KeyChord.Parse(chord.ToString()));
        });
}
