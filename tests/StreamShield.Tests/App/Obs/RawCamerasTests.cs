using System.Text.Json;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>What counts as a raw camera in OBS.</summary>
public class RawCamerasTests
{
    private static readonly RawCameras Cameras = new(
        new HashSet<string> { "Capture card" },
        path => path switch { "/dev/video10" => "StreamShield", "/dev/video11" => "Dummy video device (0x0000)", "/dev/video12" => "DroidCam", _ => "" });

    [Theory]
    [InlineData("v4l2_input", "{}", "the first camera")]
    [InlineData("v4l2_input", """{"device_id":"/dev/video0"}""", "/dev/video0")]
    [InlineData("v4l2_input", """{"device_id":"/dev/video12"}""", "/dev/video12")]
    [InlineData("dshow_input", """{"video_device_id":"HD Webcam:\\\\?\\usb#22vid_046d"}""", "HD Webcam")]
    [InlineData("dshow_input", """{"video_device_id":"Cam#3A 4K:path"}""", "Cam: 4K")]
    [InlineData("dshow_input", """{"video_device_id":7}""", "the first camera")]
    [InlineData("av_capture_input", """{"device_name":"FaceTime"}""", "FaceTime")]
    [InlineData("droidcam_obs", "{}", "the first camera")]
    [InlineData("ffmpeg_source", """{"local_file":"/dev/video0"}""", "/dev/video0")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"/dev/v4l/by-id/usb-cam"}""", "/dev/v4l/by-id/usb-cam")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"video=HD Webcam","input_format":"DShow"}""", "video=HD Webcam")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"audio=Mic:video=HD Webcam","input_format":"dshow"}""", "audio=Mic:video=HD Webcam")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"0:0","input_format":"avfoundation"}""", "0:0")]
    [InlineData("vlc_source", """{"playlist":[{"value":"/music.mp3"},{"value":"v4l2:///dev/video0"}]}""", "v4l2:///dev/video0")]
    [InlineData("vlc_source", """{"playlist":[{"value":"dshow://"}]}""", "dshow://")]
    [InlineData("gstreamer-source", """{"pipeline":"v4l2src ! video."}""", "v4l2src ! video.")]
    public void Is_raw(string kind, string settings, string camera) => Assert.Equal(camera, Cameras.CameraOf("Camera", Input(kind, settings)));

    [Theory]
    [InlineData("v4l2_input", """{"device_id":"/dev/video10"}""")]
    [InlineData("v4l2_input", """{"device_id":"/dev/video11"}""")]
    [InlineData("dshow_input", """{"video_device_id":"OBS Virtual Camera:"}""")]
    [InlineData("dshow_input", """{"video_device_id":"Unity Video Capture:x"}""")]
    [InlineData("dshow_input", """{"video_device_id":"Unity Video Capture #22 2:x"}""")]
    [InlineData("ffmpeg_source", "{}")]
    [InlineData("ffmpeg_source", "[]")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"http://127.0.0.1:8787/out.mjpg?token=x","input_format":"mpjpeg"}""")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"/dev/video10","input_format":"v4l2"}""")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"video=OBS Virtual Camera","input_format":"dshow"}""")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"audio=Microphone","input_format":"dshow"}""")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":":0","input_format":"avfoundation"}""")]
    [InlineData("ffmpeg_source", """{"is_local_file":false,"input":"hw:0","input_format":"alsa"}""")]
    [InlineData("ffmpeg_source", """{"is_local_file":true,"local_file":"/home/me/intro.mp4","input":"/dev/video0","input_format":"v4l2"}""")]
    [InlineData("vlc_source", """{"playlist":[{"value":"/home/me/a.mp4"},3]}""")]
    [InlineData("vlc_source", """{"playlist":"v4l2:"}""")]
    [InlineData("alsa_input_capture", """{"device_id":"/dev/video0"}""")]
    [InlineData("wasapi_input_capture", "{}")]
    [InlineData("color_source", "{}")]
    public void Is_not_raw(string kind, string settings) => Assert.Null(Cameras.CameraOf("Camera", Input(kind, settings)));

    [Fact]
    public void What_the_user_vouches_for_is_not_raw() => Assert.Null(Cameras.CameraOf("Capture card", Input("v4l2_input", "{}")));

    private static ObsInput Input(string kind, string settings) => new(kind, JsonDocument.Parse(settings).RootElement);
}
