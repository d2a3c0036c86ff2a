using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;

namespace StreamShield.Tests.Core.Compositing;

public sealed class PictureLabelTests
{
    [Theory]
    [InlineData(1280, 720)]
    [InlineData(720, 1280)]
    [InlineData(640, 360)]
    public void The_word_stands_in_the_lower_left_corner_and_nothing_else_changes(int width, int height)
    {
        var size = new FrameSize(width, height);
        using var plain = new ShieldedFrame(size);
        using var labelled = new ShieldedFrame(size);
        var label = new PictureLabel(size);
        label.Draw(null, labelled);
        Assert.Equal(plain.Nv12, labelled.Nv12);
        label.Draw("DEMO", labelled);
        var bright = 0;
        for (var i = 0; i < size.Pixels; i++)
        {
            var isInCorner = i % width < width / 2 && i / width > height * 3 / 4;
            bright += labelled.Luma[i] > 200 ? 1 : 0;
            Assert.True(isInCorner || labelled.Luma[i] == plain.Luma[i]);
        }

        Assert.InRange(bright, 60, size.Pixels / 20);
    }

    [Fact]
    public void A_picture_too_small_for_a_word_has_none()
    {
        var size = new FrameSize(96, 64);
        using var plain = new ShieldedFrame(size);
        using var labelled = new ShieldedFrame(size);
        new PictureLabel(size).Draw("DEMO", labelled);
        Assert.Equal(plain.Nv12, labelled.Nv12);
    }
}
