using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.VirtualCameras.V4l2Loopback;

namespace StreamShield.Tests.Devices.VirtualCameras.V4l2Loopback;

/// <summary>What a loopback device is given.</summary>
public class LoopbackSinkTests
{
    private static readonly FrameSize Size = new(64, 34);

    /// <summary>Law 7: when this process dies, the kernel shows the slate, and soon.</summary>
    [Theory]
    [InlineData(LoopbackPixels.Yuyv)]
    [InlineData(LoopbackPixels.I420)]
    internal void The_kernel_keeps_the_slate_before_the_first_picture(LoopbackPixels pixels)
    {
        var device = new FakeLoopback(pixels);
        using var sink = new LoopbackSink("camera", Size, () => device);
        using var picture = TestPictures.Solid(Size, 200, 90, 60);
        sink.Write(picture);

        using var slate = new Slate(Size).Make(SlateReason.NoPictures);
        Assert.Equal(Converted(slate, pixels), device.Kept);
        Assert.InRange(device.KeptAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));
        Assert.Equal(Converted(picture, pixels), device.Last.ToArray());
    }

    [Fact]
    public void A_device_that_is_gone_is_closed_and_opened_again()
    {
        var (first, second, opened) = (new FakeLoopback(), new FakeLoopback(), 0);
        using var sink = new LoopbackSink("camera", Size, () => opened++ == 0 ? first : second);
        using var picture = TestPictures.Solid(Size, 200, 90, 60);
        sink.Write(picture);
        first.IsGone = true;
        Assert.Throws<ShieldException>(() => sink.Write(picture));
        Assert.True(first.Disposed);

        sink.Write(picture);

        Assert.NotEmpty(second.Last.ToArray());
    }

    private static byte[] Converted(ShieldedFrame picture, LoopbackPixels pixels)
    {
        var bytes = new byte[pixels == LoopbackPixels.Yuyv ? Yuyv.Bytes(Size) : I420.Bytes(Size)];
        if (pixels == LoopbackPixels.Yuyv)
        {
            Yuyv.Convert(picture, bytes);
        }
        else
        {
            I420.Convert(picture, bytes);
        }

        return bytes;
    }
}
