using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.VirtualCameras.V4l2Loopback;

namespace StreamShield.Tests.Devices.VirtualCameras.V4l2Loopback;

/// <summary>Finding a free loopback device, in folders made up for the test.</summary>
public sealed class LoopbackCameraTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, V4l2Answer> _answers = [];

    public LoopbackCameraTests() => Directory.CreateDirectory(_folder.File("dev"));

    [Fact]
    public void Without_a_device_the_cure_is_the_module() =>
        Assert.Contains("sudo modprobe v4l2loopback exclusive_caps=1", Refusal(""), StringComparison.Ordinal);

    [Fact]
    public void The_first_free_device_is_taken_and_a_webcam_never()
    {
        Plug(0, "uvcvideo", "HD Webcam", takesPictures: false);
        Plug(4, V4l2Answer.LoopbackDriver, "Busy Cam", takesPictures: false);
        Plug(10, V4l2Answer.LoopbackDriver, "StreamShield");
        Plug(11, V4l2Answer.LoopbackDriver, "Other");
        var offer = Camera.Probe("");
        Assert.True(offer.IsReady);
        Assert.Equal(($"v4l2loopback:{_folder.File("dev/video10")}", "StreamShield"), (offer.Target, offer.Camera));
    }

    [Theory]
    [InlineData("11")]
    [InlineData("other")]
    public void A_number_or_a_label_names_one(string argument)
    {
        Plug(10, V4l2Answer.LoopbackDriver, "StreamShield");
        Plug(11, V4l2Answer.LoopbackDriver, "Other");
        Assert.Equal("Other", Camera.Probe(argument).Camera);
        Assert.Equal("Other", Camera.Probe(_folder.File("dev/video11")).Camera);
    }

    [Fact]
    public void Fed_forbidden_and_unknown_devices_have_their_own_sentences()
    {
        Plug(1, "", "", CameraState.Denied);
        Assert.Contains("'video' group", Refusal(""), StringComparison.Ordinal);
        Plug(4, V4l2Answer.LoopbackDriver, "Busy Cam", takesPictures: false);
        Assert.Contains("Another program feeds", Refusal(""), StringComparison.Ordinal);
        Assert.Contains("Busy Cam", Refusal("9"), StringComparison.Ordinal);
    }

    /// <summary>A loopback device that offers itself as a camera may be the one that this program feeds.</summary>
    [Fact]
    public void A_loopback_device_is_listed_as_virtual()
    {
        Plug(3, V4l2Answer.LoopbackDriver, "StreamShield", CameraState.Ready);
        Assert.True(Assert.Single(Linux.List()).IsVirtual);
    }

    [Fact]
    public void A_loopback_device_is_never_taken_as_the_first_webcam()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        Plug(3, V4l2Answer.LoopbackDriver, "StreamShield", CameraState.Ready);
        using var source = new WebcamSource("", new FrameSize(640, 480), 30, Linux, TimeProvider.System);
        Assert.Equal(SlateReason.SourceMissing, Assert.Throws<ShieldException>(source.Open).Reason);
    }

    [Fact]
    public void A_file_that_is_no_device_is_refused_by_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        File.WriteAllText(_folder.File("dev/video9"), "");
        Assert.Contains("is not a video device", Assert.Throws<ShieldException>(() => LoopbackDevice.Open(_folder.File("dev/video9"), new FrameSize(64, 64), 30)).Message, StringComparison.Ordinal);
        Assert.Contains("modprobe", Assert.Throws<ShieldException>(() => LoopbackDevice.Open(_folder.File("dev/video8"), new FrameSize(64, 64), 30)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private LinuxCameras Linux => new(_folder.File("dev"), _folder.File("sys"), path => _answers[path]);

    private LoopbackCamera Camera => new(Linux);

    private string Refusal(string argument)
    {
        var offer = Camera.Probe(argument);
        Assert.False(offer.IsReady);
        Assert.EndsWith(".", offer.Words, StringComparison.Ordinal);
        return offer.Words;
    }

    private void Plug(int index, string driver, string card, CameraState state = CameraState.NotCamera, bool takesPictures = true)
    {
        var path = _folder.File($"dev/video{index}");
        File.WriteAllText(path, "");
        _answers[path] = new V4l2Answer(state, card, []) { Driver = driver, TakesPictures = takesPictures };
    }
}
