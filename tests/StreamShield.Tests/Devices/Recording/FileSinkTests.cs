using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices.Recording;

public sealed class FileSinkTests : IDisposable
{
    private static readonly FrameSize Size = new(160, 96);
    private static readonly (byte Y, byte U, byte V)[] Colours = [(16, 128, 128), (235, 128, 128), (81, 90, 240), (145, 54, 34), (41, 240, 110), (180, 128, 128)];

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("out.mp4")]
    [InlineData("out.mov")]
    [InlineData("out.mkv")]
    public void With_ffmpeg_colours_and_order_come_back(string name)
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        var path = WriteColours(name, useFfmpeg: true, 30000.0 / 1001);
        Assert.Equal([name], _folder.Files);
        var raw = TestClips.Ffmpeg("-loglevel", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "nv12", "-");
        Assert.Equal(Colours.Length * Size.Nv12Bytes, raw.Length);
        for (var i = 0; i < Colours.Length; i++)
        {
            var picture = raw.AsSpan(i * Size.Nv12Bytes, Size.Nv12Bytes);
            var middle = (Size.Height / 2 * Size.Width) + (Size.Width / 2);
            var chroma = Size.Pixels + (Size.Height / 4 * Size.Width) + (Size.Width / 2);
            Assert.InRange(picture[middle], Colours[i].Y - 2, Colours[i].Y + 2);
            Assert.InRange(picture[chroma], Colours[i].U - 3, Colours[i].U + 3);
            Assert.InRange(picture[chroma + 1], Colours[i].V - 3, Colours[i].V + 3);
        }
    }

    [Fact]
    public void With_ffmpeg_the_file_is_tagged_and_tells_nothing_about_its_making()
    {
        Assert.SkipWhen(ExternalTool.Find("ffprobe") is null, "the ffprobe command is not installed here");
        var path = WriteColours("out.mp4", useFfmpeg: true, 30000.0 / 1001);
        var about = Encoding.UTF8.GetString(TestClips.RunTool("ffprobe", "-v", "error", "-show_streams", "-show_format", path));
        Assert.All(
            ["codec_name=h264", "pix_fmt=yuv420p", "color_range=tv", "color_space=smpte170m", "color_primaries=smpte170m", "r_frame_rate=30000/1001", "nb_frames=6"],
            line => Assert.Contains(line, about, StringComparison.Ordinal));
        Assert.DoesNotContain("creation_time", about, StringComparison.Ordinal);
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        Assert.All(["x264 - core", "threads=", "cabac=", "Lavf"], note => Assert.DoesNotContain(note, bytes, StringComparison.Ordinal));
        Assert.True(bytes.IndexOf("moov", StringComparison.Ordinal) < bytes.IndexOf("mdat", StringComparison.Ordinal), "the index must come first");
    }

    [Theory]
    [InlineData("out.mp4", true)]
    [InlineData("out.mp4", false)]
    [InlineData("out.avi", false)]
    public void Read_back_as_a_clip_the_colours_are_those_of_the_standard(string name, bool useFfmpeg)
    {
        Assert.SkipWhen(useFfmpeg && ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        var path = WriteColours(name, useFfmpeg, 25);
        Assert.Equal([name], _folder.Files);
        using var pool = new FramePool(Size, 1);
        using var frame = pool.Rent();
        using var source = new ClipSource(path, loop: false, paced: false);
        var format = source.Open();
        Assert.Equal((25.0, Colours.Length), (format.FramesPerSecond, format.FrameCount));
        foreach (var (y, u, v) in Colours)
        {
            Assert.True(source.Read(frame));
            var (b, g, r) = TestPictures.Bgr(y, u, v);
            var pixel = frame.Pixels.Slice((48 * frame.Stride) + (80 * 3), 3);
            Assert.InRange(pixel[0], b - 7, b + 7);
            Assert.InRange(pixel[1], g - 7, g + 7);
            Assert.InRange(pixel[2], r - 7, r + 7);
        }

        Assert.False(source.Read(frame));
    }

    [Theory]
    [InlineData("matte.mp4", true, 1)]
    [InlineData("matte.mp4", false, 6)]
    [InlineData("matte.avi", false, 3)]
    public void A_grey_video_keeps_its_full_range(string name, bool useFfmpeg, int tolerance)
    {
        Assert.SkipWhen(useFfmpeg && ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        var levels = new byte[] { 0, 255, 1, 128, 254, 37 };
        var path = _folder.File(name);
        using (var writer = new VideoFileWriter(path, VideoPixels.Gray, Size, 30, useFfmpeg))
        {
            var picture = new byte[Size.Pixels];
            foreach (var level in levels)
            {
                Array.Fill(picture, level);
                writer.Write(picture);
            }

            writer.Complete();
        }

        using var pool = new FramePool(Size, 1);
        using var frame = pool.Rent();
        using var source = new ClipSource(path, loop: false, paced: false);
        source.Open();
        foreach (var level in levels)
        {
            Assert.True(source.Read(frame));
            Assert.InRange(frame.Pixels[(48 * frame.Stride) + (80 * 3) + 1], level - tolerance, level + tolerance);
        }
    }

    [Fact]
    public void A_finished_file_replaces_the_one_that_was_there_and_an_unfinished_one_does_not()
    {
        var path = _folder.File("out.avi");
        File.WriteAllText(path, "old");
        using (var frame = TestPictures.Solid(Size, 100, 128, 128))
        using (var sink = new FileSink(path, Size, 30))
        {
            sink.Write(frame);
        }

        Assert.Equal("old", File.ReadAllText(path));
        WriteColours("out.avi", useFfmpeg: false, 30);
        Assert.NotEqual(3, new FileInfo(path).Length);
        Assert.Equal(["out.avi"], _folder.Files);
    }

    [Theory]
    [InlineData("missing/out.mp4", "does not exist")]
    [InlineData("out.gif", "end its name in .mp4, .mov, .mkv or .avi")]
    [InlineData("out", "end its name in")]
    [InlineData("folder.mp4", "is a folder")]
    public void What_cannot_be_written_gets_one_sentence(string name, string cause)
    {
        Directory.CreateDirectory(_folder.File("folder.mp4"));
        var failure = Assert.Throws<ShieldException>(() => new FileSink(_folder.File(name), Size, 30));
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["folder.mp4"], _folder.Files);
    }

    [Fact]
    public void A_folder_that_takes_no_files_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "needs a folder that takes no files even from root");
        Assert.Contains("/proc/self", Assert.Throws<ShieldException>(() => new FileSink("/proc/self/out.mp4", Size, 30)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_picture_nothing_is_published(bool useFfmpeg)
    {
        using (var sink = new FileSink(_folder.File("out.mp4"), Size, 30, useFfmpeg))
        {
            Assert.Contains("No picture came", Assert.Throws<ShieldException>(sink.Complete).Message, StringComparison.Ordinal);
        }

        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void An_ffmpeg_that_dies_is_quoted_and_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for ffmpeg");
        var fake = _folder.File("ffmpeg");
        File.WriteAllText(fake, "#!/bin/sh\nfor last; do :; done\necho half > \"$last\"\necho \"$last: No space left on device.\" >&2\nexit 1\n");
        TempFolder.SetMode(fake, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var job = new VideoJob(_folder.File(".out.partial.mp4"), _folder.File("out.mp4"), ".mp4", VideoPixels.Nv12, new FrameSize(640, 480), 30);
        using var encoder = new FfmpegEncoder(fake, job);
        var picture = new byte[job.Size.Nv12Bytes];
        var failure = Assert.Throws<ShieldException>(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                encoder.Write(picture, TimeSpan.Zero);
            }
        });
        Assert.Contains($"(it said: {job.Final}: No space left on device)", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("partial", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string WriteColours(string name, bool useFfmpeg, double rate)
    {
        var path = _folder.File(name);
        using var frame = new ShieldedFrame(Size);
        using var sink = new FileSink(path, Size, rate, useFfmpeg);
        foreach (var (y, u, v) in Colours)
        {
            TestPictures.Fill(frame, y, u, v);
            sink.Write(frame);
        }

        sink.Complete();
        return path;
    }
}
