using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.Tests.Devices;

public sealed class SourceCatalogTests
{
    private static readonly SourceOptions Options = new(new FrameSize(160, 96));

    [Theory]
    [InlineData("webcam", typeof(WebcamSource), "webcam")]
    [InlineData("webcam:0", typeof(WebcamSource), "webcam 0")]
    [InlineData("WEBCAM:HD Pro: C920", typeof(WebcamSource), "webcam HD Pro: C920")]
    [InlineData("clip:some/where/a.mp4", typeof(ClipSource), "clip a.mp4")]
    [InlineData("pattern", typeof(PatternSource), "test pattern")]
    public void Each_form_makes_its_source(string text, Type type, string name)
    {
        using var source = SourceCatalog.Make(text, Options);
        Assert.IsType(type, source);
        Assert.Equal(name, source.Name);
    }

    [Fact]
    public void A_bare_path_of_a_file_is_a_clip()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a.mp4"), "");
        using var source = SourceCatalog.Make(folder.File("a.mp4"), Options);
        Assert.IsType<ClipSource>(source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("screen")]
    [InlineData("nowhere/a.mp4")]
    [InlineData("http://example.org/a.mp4")]
    public void Another_text_is_answered_with_the_forms(string text)
    {
        var failure = Assert.Throws<ShieldException>(() => SourceCatalog.Make(text, Options));
        Assert.All(["webcam", "clip:PATH", "pattern"], form => Assert.Contains(form, failure.Message, StringComparison.Ordinal));
    }
}
