using StreamShield.App.Live;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.App;

/// <summary>The size of a live picture that nobody chose one for.</summary>
public sealed class LiveSizeTests
{
    [Theory]
    [InlineData(1280, 720, "1280x720")]
    [InlineData(640, 360, "1280x720")]
    [InlineData(3840, 2160, "1280x720")]
    [InlineData(406, 720, "406x720")]
    [InlineData(1080, 1920, "720x1280")]
    [InlineData(2160, 3840, "720x1280")]
    [InlineData(720, 720, "720x720")]
    [InlineData(2000, 2000, "960x960")]
    [InlineData(1440, 1920, "832x1108")]
    [InlineData(640, 480, "640x480")]
    [InlineData(16, 64, "1280x720")]
    public void A_clip_of_another_shape_keeps_it(int width, int height, string size) =>
        Assert.Equal(size, LiveSource.Shape(new SourceFormat(width, height, 30, "h264"), new FrameSize(1280, 720)).ToString());

    [Fact]
    public void What_is_no_clip_gets_the_usual_size() => Assert.Equal("1280x720", LiveSource.SizeFor("pattern", default, new FrameSize(1280, 720)).ToString());
}
