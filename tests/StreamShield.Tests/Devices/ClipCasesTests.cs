using StreamShield.Core;
using StreamShield.Devices;

namespace StreamShield.Tests.Devices;

/// <summary>Clips that used to go wrong, one small example of each kind, made by ffmpeg.</summary>
public sealed class ClipCasesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [SkippableFact]
    public void Pictures_keep_their_own_times_in_and_out()
    {
        var clip = Make("vfr.mkv", "testsrc=s=96x64:r=25:d=1", "-vf", "setpts='if(lt(N,10),N/25,0.4+(N-10)/5)/TB'", "-vsync", "vfr");
        var times = Times(clip);
        Assert.Equal(25, times.Count);
        Assert.Equal([0, 0.04, 0.08], times.Take(3).Select(time => time.TotalSeconds));
        Assert.InRange((times[^1] - times[^2]).TotalSeconds, 0.15, 0.25);
        var output = _folder.File("out.mp4");
        var size = new FrameSize(96, 64);
        using (var sink = new FileSink(output, size, 25, timeBase: "1:1000"))
        using (var picture = new ShieldedFrame(size))
        {
            times.ForEach(time => sink.Write(picture, time));
            sink.Complete();
        }

        Assert.Equal(times, Times(output));
    }

    [SkippableTheory]
    [InlineData("scale=72:64,setsar=16/9", 128, 64)]
    [InlineData("scale=96:64,setsar=1/2", 96, 128)]
    [InlineData("scale=97:65,setsar=1", 96, 64)]
    [InlineData("scale=54:96,setsar=1", 54, 96)]
    public void Shapes_come_upright_with_square_pixels_and_even_sides(string filter, int width, int height)
    {
        var clip = Make("shape.mkv", "testsrc=s=96x64:d=0.2", "-vf", filter, "-c:v", "ffv1", "-pix_fmt", "yuv444p");
        using var source = new ClipSource(clip, loop: false, paced: false);
        var format = source.Open();
        Assert.Equal((width, height), (format.Width, format.Height));
    }

    [SkippableFact]
    public void The_video_is_taken_and_not_its_cover()
    {
        var video = Make("video.mkv", "color=c=white:s=96x64:d=0.4");
        var cover = _folder.File("cover.png");
        TestClips.Ffmpeg("-v", "error", "-f", "lavfi", "-i", "color=c=red:s=200x200", "-frames:v", "1", cover);
        var both = _folder.File("both.mkv");
        TestClips.Ffmpeg("-v", "error", "-i", cover, "-i", video, "-map", "0", "-map", "1", "-c", "copy", both);
        using var source = new ClipSource(both, loop: false, paced: false);
        var format = source.Open();
        Assert.Equal((96, 64), (format.Width, format.Height));
        Assert.Contains("cover picture", Assert.Single(source.Info.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2160, 3840)]
    [InlineData(3000, 3000)]
    public void Upright_and_square_sizes_are_taken(int width, int height) => Assert.Equal(width, new FrameSize(width, height).Width);

    [Theory]
    [InlineData(7680, 4320, "4096x2304")]
    [InlineData(4320, 7680, "2304x4096")]
    [InlineData(641, 361, "640x360")]
    public void Advice_keeps_the_shape(int width, int height, string advice) =>
        Assert.Contains(advice, Assert.Throws<ShieldException>(() => new FrameSize(width, height)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, true, "BA/DC/FE")]
    [InlineData(90, false, "ECA/FDB")]
    [InlineData(90, true, "ACE/BDF")]
    [InlineData(180, false, "FE/DC/BA")]
    [InlineData(180, true, "EF/CD/AB")]
    [InlineData(270, false, "BDF/ACE")]
    [InlineData(270, true, "FDB/ECA")]
    public void Turned_sources_show_every_part_at_its_place(int turn, bool mirror, string expected)
    {
        var orientation = new Orientation(turn, mirror);
        using var source = TurnedSource.Over(new Blocks(), orientation);
        var rows = expected.Split('/');
        using var pool = new FramePool(new FrameSize(rows[0].Length * 32, rows.Length * 32), 1);
        using var frame = pool.Rent();
        source.Open();
        Assert.True(source.Read(frame));
        var seen = rows.Select((row, y) => string.Concat(row.Select((_, x) => (char)frame.Pixels[(((y * 32) + 16) * frame.Stride) + (((x * 32) + 16) * 3)])));
        Assert.Equal(rows, seen);
    }

    [Fact]
    public void A_wav_header_beyond_4_GiB_tells_its_length_in_64_bits()
    {
        var header = new byte[80];
        WavSink.FillHeader(header, 5L << 30);
        Assert.Equal("RF64"u8.ToArray(), header[..4]);
        Assert.Equal("ds64"u8.ToArray(), header[12..16]);
        Assert.Equal(5L << 30, BitConverter.ToInt64(header, 28));
        WavSink.FillHeader(header, 1000);
        Assert.Equal("RIFF"u8.ToArray(), header[..4]);
        Assert.Equal(1000, BitConverter.ToInt32(header, 76));
    }

    [SkippableFact]
    public void A_name_as_long_as_the_file_system_allows_is_written()
    {
        Skip.If(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        var size = new FrameSize(96, 64);
        var path = _folder.File(new string('x', 250) + ".mp4");
        using var sink = new FileSink(path, size, 25);
        using var picture = new ShieldedFrame(size);
        sink.Write(picture);
        sink.Complete();
        Assert.True(File.Exists(path));
    }

    public void Dispose() => _folder.Dispose();

    private static List<TimeSpan> Times(string clip)
    {
        using var source = new ClipSource(clip, loop: false, paced: false);
        source.Open();
        var times = new List<TimeSpan>();
        while (source.Skip())
        {
            times.Add(source.Time);
        }

        return times;
    }

    private string Make(string name, string input, params string[] arguments)
    {
        Skip.If(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
        var path = _folder.File(name);
        TestClips.Ffmpeg(["-v", "error", "-f", "lavfi", "-i", input, .. arguments, path]);
        return path;
    }

    /// <summary>64x96 in six blocks: AB over CD over EF.</summary>
    private sealed class Blocks : ISource
    {
        public string Name => "blocks";

        public SourceFormat Open() => new(64, 96, 30, "BGR");

        public bool Read(Frame frame)
        {
            for (var i = 0; i < frame.Pixels.Length; i++)
            {
                var (row, column) = (i / frame.Stride / 32, i % frame.Stride / 3 / 32);
                frame.Pixels[i] = (byte)('A' + (row * 2) + column);
            }

            return true;
        }

        public void Dispose()
        {
        }
    }
}
