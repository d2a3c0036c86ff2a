using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;

namespace StreamShield.Tests.Devices;

/// <summary>Cameras in a made-up /dev and /sys; only the kernel's answers are made up, too.</summary>
public sealed class CameraTests : IDisposable
{
    private static readonly CameraMode Mode = new("MJPG", 1280, 720, [30, 15]);

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, V4l2Answer> _answers = [];

    public CameraTests()
    {
        Directory.CreateDirectory(_folder.File("dev"));
        Plug(10, "Second Cam");
        Plug(2, "HD Pro Webcam C920");
        Plug(3, "HD Pro Webcam C920", CameraState.NotCamera);
        Plug(0, null);
        File.WriteAllText(_folder.File("dev/video"), "");
        File.WriteAllText(_folder.File("dev/video-index0"), "");
    }

    [Fact]
    public void Cameras_are_listed_by_number_without_those_that_cannot_capture()
    {
        var cameras = Cameras().List();
        Assert.Equal([0, 2, 10], cameras.Select(camera => camera.Index));
        Assert.Equal(["driver's card", "HD Pro Webcam C920", "Second Cam"], cameras.Select(camera => camera.Name));
        Assert.Equal("MJPG 1280x720 at 30, 15 fps", cameras[0].Modes[0].ToString());
        Assert.All(cameras, camera => Assert.Empty(camera.Problem));
    }

    [Fact]
    public void A_camera_that_cannot_be_asked_is_listed_with_the_reason()
    {
        Plug(0, "Locked", CameraState.Denied);
        Plug(2, "Used", CameraState.Busy);
        var cameras = Cameras().List();
        Assert.Contains("'video' group", cameras[0].Problem, StringComparison.Ordinal);
        Assert.Contains("another program", cameras[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void No_device_folder_means_no_cameras() => Assert.Empty(new LinuxCameras(_folder.File("none"), _folder.File("none")).List());

    [Fact]
    public void A_plain_file_is_no_camera()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        Assert.Equal(CameraState.NotCamera, V4l2.Query(_folder.File("dev/video0")).State);
        Assert.Equal(CameraState.Missing, V4l2.Query(_folder.File("dev/video99")).State);
    }

    [Theory]
    [InlineData("second", 10)]
    [InlineData("C920", 2)]
    [InlineData("hd pro webcam c920", 2)]
    public void A_part_of_the_name_finds_the_camera(string name, int index) => Assert.Equal(index, DeviceList.Find(name, Cameras().List()).Index);

    [Theory]
    [InlineData("Kinect", "choose one of 0 (driver's card), 2 (HD Pro Webcam C920), 10 (Second Cam)")]
    [InlineData("c", "matches more than one camera")]
    public void A_name_that_fits_none_or_many_is_answered_with_the_list(string name, string part)
    {
        var failure = Assert.Throws<ShieldException>(() => DeviceList.Find(name, Cameras().List()));
        Assert.Equal(SlateReason.SourceMissing, failure.Reason);
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cameras_of_one_name_are_told_apart_and_none_is_taken_silently()
    {
        Plug(4, "Second Cam");
        Link("v4l/by-id/usb-Maker_Second_Cam_1234-video-index0", 4);
        Link("v4l/by-path/pci-0000:00:14.0-usb-0:2:1.0-video-index0", 4);
        Link("v4l/by-path/pci-0000:00:14.0-usb-0:3:1.0-video-index0", 10);
        var cameras = Cameras().List();
        var texts = cameras.Select(camera => DeviceList.TextOf(camera, cameras)).ToList();
        Assert.Equal(
            ["webcam:driver's card", "webcam:HD Pro Webcam C920", $"webcam:{_folder.File("dev/v4l/by-id/usb-Maker_Second_Cam_1234-video-index0")}", $"webcam:{_folder.File("dev/v4l/by-path/pci-0000:00:14.0-usb-0:3:1.0-video-index0")}"],
            texts);
        foreach (var (camera, text) in cameras.Zip(texts))
        {
            Assert.Equal(camera, DeviceList.Find(text["webcam:".Length..], cameras));
        }

        var refusal = Assert.Throws<ShieldException>(() => DeviceList.Find("second cam", cameras));
        Assert.Contains("matches more than one camera", refusal.Message, StringComparison.Ordinal);
        Assert.All(texts[2..], text => Assert.Contains(text, refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Twins_without_a_stable_name_are_told_by_number_and_name_together()
    {
        Plug(4, "Second Cam");
        var cameras = Cameras().List();
        Assert.Equal("webcam:4 (Second Cam)", DeviceList.TextOf(cameras.Single(camera => camera.Index == 4), cameras));
        Assert.Equal(4, DeviceList.Find("4 (Second Cam)", cameras).Index);
        Assert.Throws<ShieldException>(() => DeviceList.Find("2 (Second Cam)", cameras));
    }

    [Theory]
    [InlineData("webcam:2", "webcam:HD Pro Webcam C920")]
    [InlineData("WEBCAM: 2 ", "webcam:HD Pro Webcam C920")]
    [InlineData("/dev/video2", "webcam:HD Pro Webcam C920")]
    [InlineData("webcam:/dev/video2", "webcam:HD Pro Webcam C920")]
    [InlineData("webcam:77", "webcam:77")]
    [InlineData("webcam:C920", "webcam:C920")]
    [InlineData("webcam", "webcam")]
    [InlineData("2", "2")]
    [InlineData("clip:2", "clip:2")]
    [InlineData("http://192.168.1.2/", "http://192.168.1.2/")]
    public void A_number_alone_is_not_stored(string typed, string stored) => Assert.Equal(stored, DeviceList.Stable(typed, Cameras().List()));

    [Fact]
    public void A_device_file_is_a_camera_by_any_of_its_names()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        Plug(20, "In use", CameraState.Busy);
        Link("v4l/by-id/usb-In_use", 20);
        foreach (var path in (string[])[_folder.File("dev/video20"), _folder.File("dev/v4l/by-id/usb-In_use")])
        {
            using var source = new WebcamSource(path, new FrameSize(640, 480), 30, Cameras(), TimeProvider.System);
            Assert.Contains("Another program is using webcam 20 (In use)", Assert.Throws<ShieldException>(source.Open).Message, StringComparison.Ordinal);
        }

        using var gone = new WebcamSource(_folder.File("dev/v4l/by-id/usb-Gone"), new FrameSize(640, 480), 30, Cameras(), TimeProvider.System);
        Assert.Contains("There is no webcam", Assert.Throws<ShieldException>(gone.Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", SlateReason.SourceMissing, "There is no webcam 7; plug it in, or choose one of")]
    [InlineData("3", SlateReason.SourceMissing, "not a capture device")]
    [InlineData("20", SlateReason.SourceBusy, "Another program is using webcam 20 (In use)")]
    [InlineData("21", SlateReason.SourceBusy, "Access to webcam 21 (Forbidden) is denied")]
    [InlineData("2", SlateReason.SourceBusy, "does not start")]
    public void Each_cause_has_its_own_sentence(string selector, SlateReason reason, string part)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        Assert.SkipWhen(File.Exists("/dev/video2"), "this machine has a camera of that number");
        Plug(20, "In use", CameraState.Busy);
        Plug(21, "Forbidden", CameraState.Denied);
        using var source = new WebcamSource(selector, new FrameSize(640, 480), 30, Cameras(), TimeProvider.System);
        for (var round = 0; round < 2; round++)
        {
            var failure = Assert.Throws<ShieldException>(source.Open);
            Assert.Equal(reason, failure.Reason);
            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
            Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_any_camera_the_cure_is_to_plug_one_in()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux only");
        using var source = new WebcamSource("", new FrameSize(640, 480), 30, new LinuxCameras(_folder.File("none")), TimeProvider.System);
        Assert.Contains("no camera is plugged in", Assert.Throws<ShieldException>(source.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_before_opening_is_refused()
    {
        using var pool = new FramePool(new FrameSize(64, 64), 1);
        using var frame = pool.Rent();
        using var source = new WebcamSource("", new FrameSize(640, 480));
        Assert.Throws<InvalidOperationException>(() => source.Read(frame));
    }

    public void Dispose() => _folder.Dispose();

    private LinuxCameras Cameras() => new(_folder.File("dev"), _folder.File("sys"), path => _answers[path]);

    private void Link(string name, int index)
    {
        var link = _folder.File($"dev/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, $"../../video{index}");
    }

    private void Plug(int index, string? name, CameraState state = CameraState.Ready)
    {
        var path = _folder.File($"dev/video{index}");
        File.WriteAllText(path, "");
        _answers[path] = new V4l2Answer(state, "driver's card", state == CameraState.Ready ? [Mode] : []);
        if (name is not null)
        {
            Directory.CreateDirectory(_folder.File($"sys/video{index}"));
            File.WriteAllText(_folder.File($"sys/video{index}/name"), name + "\n");
        }
    }
}
