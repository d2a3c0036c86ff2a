using StreamShield.Core.Frames;
using StreamShield.Devices;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Synthetic;

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
    [InlineData("/dev/video77", typeof(WebcamSource), "webcam /dev/video77")]
    [InlineData("/dev/v4l/by-id/usb-Some_Camera-video-index0", typeof(WebcamSource), "webcam /dev/v4l/by-id/usb-Some_Camera-video-index0")]
    public void A_device_file_is_a_webcam_whether_it_is_there_or_not(string text, Type type, string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        Each_form_makes_its_source(text, type, name);
    }

    [Theory]
    [InlineData("rtsp://192.168.1.20:8554/live", "camera at 192.168.1.20:8554")]
    [InlineData("rtsp://user:word@phone.local/live", "camera at phone.local:554")]
    [InlineData("http://192.168.1.20:8080/video", "camera at 192.168.1.20:8080")]
    [InlineData("public:https://example.org/cam.mjpg?key=secret", "camera at example.org:443")]
    public void An_address_is_a_camera_and_its_name_holds_no_secret(string text, string name)
    {
        using var source = SourceCatalog.Make(text, Options);
        Assert.Equal(name, source.Name);
    }

    [Fact]
    public void A_pipe_is_refused_with_what_to_do_instead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        using var folder = new TempFolder();
        folder.NoFile("pipe", "pipe.mkv");
        foreach (var text in (string[])["-", folder.File("pipe.mkv"), $"clip:{folder.File("pipe.mkv")}", "pipe:0"])
        {
            Assert.Contains("it is a pipe", Assert.Throws<ShieldException>(() => SourceCatalog.Make(text, Options)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("screen")]
    [InlineData("nowhere/a.mp4")]
    public void Another_text_is_answered_with_the_forms(string text)
    {
        var failure = Assert.Throws<ShieldException>(() => SourceCatalog.Make(text, Options));
        Assert.All(["webcam", "clip:PATH", "pattern"], form => Assert.Contains(form, failure.Message, StringComparison.Ordinal));
    }
}
