using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Sound;

namespace StreamShield.Tests.Devices;

/// <summary>A device that went away is waited for. Another one in its place shows another part of the room, or hears it.</summary>
public class DevicePinTests
{
    private static CameraDevice Camera(int index, string name, string stable = "", bool isVirtual = false) => new(index, name, $"/dev/video{index}", []) { StablePath = stable, IsVirtual = isVirtual };

    [Fact]
    public void A_camera_is_known_again_whatever_its_number_is_now()
    {
        var before = Camera(2, "C920", "/dev/v4l/by-id/c920-A");
        Assert.True(Camera(0, "C920", "/dev/v4l/by-id/c920-A").IsSame(before));
        Assert.False(Camera(2, "C920", "/dev/v4l/by-id/c920-B").IsSame(before));
        Assert.False(Camera(2, "Integrated Camera", "/dev/v4l/by-id/laptop").IsSame(before));
    }

    [Fact]
    public void The_first_camera_is_none_that_a_program_feeds_and_works_if_one_does()
    {
        var (loopback, broken, good) = (Camera(0, "StreamShield", isVirtual: true), Camera(1, "C920") with { Problem = "It is in use." }, Camera(2, "Laptop"));
        Assert.Same(good, DeviceList.First([loopback, broken, good]));
        Assert.Same(broken, DeviceList.First([loopback, broken]));
        Assert.Null(DeviceList.First([loopback]));
        Assert.Same(good, DeviceList.Chosen(null, [loopback, good]));
    }

    /// <summary>Media Foundation numbers cameras in another order than DirectShow, whose numbers these are.</summary>
    [Fact]
    public void Windows_opens_the_camera_of_the_number_and_no_other()
    {
        Assert.Equal([VideoCaptureAPIs.DSHOW], WebcamSource.Backends(isWindows: true, isOnly: false));
        Assert.Equal([VideoCaptureAPIs.DSHOW, VideoCaptureAPIs.MSMF], WebcamSource.Backends(isWindows: true, isOnly: true));
        Assert.Equal([VideoCaptureAPIs.V4L2], WebcamSource.Backends(isWindows: false, isOnly: true));
    }

    [Fact]
    public void A_microphone_that_went_away_is_not_replaced_by_the_next_default()
    {
        var headset = new SoundDevice("usb-headset", "Headset", true);
        var webcam = new SoundDevice("usb-webcam", "Webcam microphone", true);
        Assert.Equal(headset, SoundDevices.Again([webcam, headset], headset));
        var gone = Assert.Throws<ShieldException>(() => SoundDevices.Again([webcam], headset));
        Assert.Contains("Headset is not there", gone.Message, StringComparison.Ordinal);
    }
}
