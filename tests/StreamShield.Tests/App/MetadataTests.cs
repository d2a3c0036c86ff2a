using System.Text;
using OpenCvSharp;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Audit;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App;

/// <summary>Files that are passed on say nothing of who, where, when and with what they were made, whatever the recording itself said.</summary>
public sealed class MetadataTests : IDisposable
{
    private const string Camera = "Logitech BRIO 4K of Jane Roe";
    private const string Place = "+52.5163+013.3777/";
    private const string Recorded = "2019-03-04";

    private readonly TempFolder _folder = new();
    private readonly string _home;

    public MetadataTests()
    {
        // A telling path: it must not be in any file either.
        _home = Directory.CreateDirectory(_folder.File("home-of-jane-roe")).FullName;
    }

    [Theory]
    [InlineData(".mp4")]
    [InlineData(".mov")]
    [InlineData(".mkv")]
    [InlineData(".avi")]
    public async Task A_processed_recording_says_nothing_of_its_making(string ending)
    {
        var output = Path.Combine(_home, "shielded" + ending);
        var matte = Path.Combine(_home, "matte" + ending);
        var report = Path.Combine(_home, "report.json");
        var (code, run) = await CommandRun.ToEndAsync("process", Recording(), "-o", output, "--matte", matte, "--report", report, "--model", Model());
        Assert.Equal((0, ""), (code, run.Error.ToString()));
        Assert.All([output, matte, report], SaysNothing);
        Assert.All([output, matte], HasNoTags);
    }

    [Theory]
    [InlineData(".mp4")]
    [InlineData(".mov")]
    [InlineData(".mkv")]
    [InlineData(".avi")]
    public void Nor_does_one_that_OpenCV_wrote(string ending)
    {
        var path = Path.Combine(_home, "opencv" + ending);
        using (var frame = Devices.TestPictures.Solid(GreyClips.Size, 100, 128, 128))
        using (var sink = new FileSink(path, GreyClips.Size, 30, useFfmpeg: false))
        {
            sink.Write(frame);
            sink.Complete();
        }

        SaysNothing(path);
        HasNoTags(path);
    }

    [Fact]
    public async Task An_audit_s_report_names_the_clip_s_file_and_nothing_else()
    {
        var report = Path.Combine(_home, "audit.html");
        var (code, run) = await CommandRun.ToEndAsync("audit", Recording(), "-o", report, "--model", Model());
        Assert.Equal((0, ""), (code, run.Error.ToString()));
        Assert.All([report, Path.ChangeExtension(report, ".json")], SaysNothing);
        Assert.Contains("recording.", await File.ReadAllTextAsync(report), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Model() => TinyOnnx.Write(_folder.File("model"), "bright", TinyOnnx.BrightIsPerson(64, 48), 64, 48);

    /// <summary>A clip that tells camera, owner, place and time where ffmpeg can write them.</summary>
    private string Recording()
    {
        var plain = Path.Combine(_home, "recording.avi");
        using var room = TestRoom.Textured(GreyClips.Size.Width, GreyClips.Size.Height, 3);
        using (var writer = new VideoWriter(plain, VideoWriter.FourCC("MJPG"), 30, new Size(room.Cols, room.Rows)))
        {
            for (var i = 0; i < 14; i++)
            {
                using var picture = room.Clone();
                picture[new Rect(40 + (3 * i), 32, 32, 64)].SetTo(new Scalar(230, 230, 240));
                writer.Write(picture);
            }
        }

        if (ExternalTool.Ffmpeg is null)
        {
            return plain;
        }

        var telling = Path.Combine(_home, "recording.mov");
        TestClips.Ffmpeg(
            "-loglevel", "error", "-y", "-i", plain, "-c", "copy", "-metadata", $"title={Camera}", "-metadata", $"location={Place}",
            "-metadata", $"creation_time={Recorded}T05:06:07Z", "-metadata:s:v:0", $"handler_name={Camera}", telling);
        return telling;
    }

    private void SaysNothing(string path)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        var now = TimeProvider.System.GetUtcNow();
        string[] telling =
        [
            Environment.UserName, Environment.MachineName, Environment.OSVersion.VersionString, _folder.Path, _home, "home-of-jane-roe", Camera, Place, Recorded,
            $"{now:yyyy-MM-dd}", $"{now:yyyy:MM:dd}", $"{now:ddd MMM}", "creation_time", "DateUTC", "x264 - core",
        ];

        // Shorter ones are in any file by chance.
        Assert.All(telling.Where(word => word.Length > 3), word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
    }

    private static void HasNoTags(string path)
    {
        HasNoTimes(path);
        if (ExternalTool.Find("ffprobe") is null)
        {
            return;
        }

        // What a container cannot do without, the same on every computer.
        string[] usual = ["major_brand", "minor_version", "compatible_brands", "handler_name", "language", "vendor_id", "encoder", "DURATION", "software"];
        var about = Encoding.UTF8.GetString(TestClips.RunTool("ffprobe", "-v", "error", "-show_format", "-show_streams", path));
        var tags = about.Split('\n').Where(line => line.StartsWith("TAG:", StringComparison.Ordinal)).Select(line => line[4..].Split('=', 2)).ToList();
        Assert.All(tags, tag => Assert.Contains(tag[0], usual, StringComparer.OrdinalIgnoreCase));
        Assert.All(tags.Where(tag => tag[0] == "handler_name"), tag => Assert.Equal("VideoHandler", tag[1].Trim()));
    }

    /// <summary>The times in an MP4's headers are 0.</summary>
    private static void HasNoTimes(string path)
    {
        var bytes = File.ReadAllBytes(path);
        foreach (var box in (string[])["mvhd", "tkhd", "mdhd"])
        {
            var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(box));
            if (at >= 0 && Path.GetExtension(path) is (".mp4" or ".mov"))
            {
                // Name, version and flags, then when it was made and changed.
                Assert.Equal(new byte[8], bytes.AsSpan(at + 8, 8).ToArray());
            }
        }
    }
}
