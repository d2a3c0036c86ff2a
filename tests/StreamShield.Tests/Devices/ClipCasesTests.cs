using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Sources;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices;

/// <summary>Clips that used to go wrong, one small example of each kind, made by ffmpeg.</summary>
public sealed class ClipCasesTests : IDisposable
{
    /// <summary>B 50, G 100, R 200.</summary>
    private const string Orange = "0xC86432";

    private readonly TempFolder _folder = new();

    [Fact]
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

    [Theory]
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

    /// <summary>As browsers record: no length, no rate, and a clock of milliseconds that looks like 1000 pictures a second.</summary>
    [Fact]
    public void A_browsers_recording_keeps_its_times()
    {
        Assert.SkipUnless(Encodes("libvpx"), "this ffmpeg has no libvpx");
        var recording = TestClips.Ffmpeg("-v", "error", "-f", "lavfi", "-i", "testsrc=s=96x64:r=1000:d=2", "-vf", "select='eq(mod(n,37),0)+eq(mod(n,111),15)'", "-vsync", "passthrough", "-c:v", "libvpx", "-deadline", "realtime", "-f", "webm", "-live", "1", "-");
        var clip = _folder.File("browser.webm");
        File.WriteAllBytes(clip, recording);
        Assert.Equal(Enumerable.Range(0, 2000).Where(n => n % 37 == 0 || n % 111 == 15), Times(clip).Select(time => (int)Math.Round(time.TotalMilliseconds)));
    }

    [Theory]
    [InlineData("libaom-av1", "yuv420p", "-cpu-used", "8")]
    [InlineData("libx265", "yuv420p10le", "-x265-params", "log-level=none")]
    [InlineData("libx264", "yuv422p10le")]
    [InlineData("prores_ks", "yuv422p10le")]
    [InlineData("prores_ks", "yuva444p10le", "-profile:v", "4")]
    [InlineData("mpeg4", "yuv420p")]
    [InlineData("mpeg2video", "yuv420p")]
    [InlineData("mjpeg", "yuvj420p")]
    [InlineData("qtrle", "argb")]
    [InlineData("ffv1", "gray")]
    public void Codecs_come_with_all_their_pictures_and_colours(string encoder, string pixels, params string[] options)
    {
        Assert.SkipUnless(Encodes(encoder), $"this ffmpeg has no {encoder}");
        var clip = Make("codec.mov", $"color=c={Orange}:s=96x64:d=0.4:r=25,format=gbrp", [.. options, "-vf", $"scale=out_color_matrix=bt601,format={pixels}", "-c:v", encoder, "-strict", "-1", .. encoder is "ffv1" or "libaom-av1" ? ["-f", "matroska"] : Array.Empty<string>()]);
        var colours = Colours(clip, paced: false);
        Assert.Equal(10, colours.Count);
        Assert.All(colours, colour => Near(pixels == "gray" ? (125, 125, 125) : (50, 100, 200), colour, 8));
    }

    [Theory]
    [InlineData("bt709", "tv")]
    [InlineData("bt709", "pc")]
    [InlineData("smpte170m", "tv")]
    [InlineData("smpte170m", "pc")]
    [InlineData("bt2020nc", "tv")]
    public void Matrix_and_range_make_no_difference_live_or_offline(string matrix, string range)
    {
        var name = matrix switch { "smpte170m" => "bt601", "bt2020nc" => "bt2020", _ => matrix };
        var clip = Make("colours.mkv", $"color=c={Orange}:s=96x64:d=0.2:r=25,format=gbrp", "-vf", $"scale=out_color_matrix={name}:out_range={range},format=yuv444p", "-colorspace", matrix, "-color_range", range, "-c:v", "ffv1");
        Assert.All(Colours(clip, paced: false), colour => Near((50, 100, 200), colour, 3));
        Near((50, 100, 200), Colours(clip, paced: true)[0], 3);
    }

    [Theory]
    [InlineData("arib-std-b67")]
    [InlineData("smpte2084")]
    public void High_dynamic_range_comes_in_usual_colours(string curve)
    {
        Assert.SkipUnless(Knows("-filters", "zscale"), "this ffmpeg has no zscale");
        var clip = Make("hdr.mkv", $"color=c={Orange}:s=96x64:d=0.2:r=25,format=gbrp,scale=out_color_matrix=bt601,format=yuv444p", "-vf", $"zscale=min=170m:tin=709:pin=170m:m=bt2020nc:t={curve}:p=bt2020,format=yuv420p10le",
            "-c:v", "ffv1", "-color_trc", curve, "-colorspace", "bt2020nc", "-color_primaries", "bt2020");
        Assert.All(Colours(clip, paced: false), colour => Near((50, 100, 200), colour, 12));
    }

    /// <summary>A bar that moves between the two fields of a picture stands at two places of it: seen as a comb unless the fields are taken apart.</summary>
    [Theory]
    [InlineData("mpeg2video", "yuv420p")]
    [InlineData("libx264", "yuv420p")]
    [InlineData("prores_ks", "yuv422p10le")]
    public void Interlaced_pictures_come_without_combs(string encoder, string format)
    {
        Assert.SkipUnless(Encodes(encoder), $"this ffmpeg has no {encoder}");
        var clip = Make("fields.mov", $"nullsrc=s=96x64:r=50:d=0.4,geq=lum='if(lt(mod(X-N*8,96),16),235,16)':cb=128:cr=128,format={format},tinterlace=interleave_top,setfield=tff", "-c:v", encoder, "-flags", "+ildct+ilme");
        var combs = Read(clip, paced: false, static frame =>
        {
            var pixels = frame.Pixels;
            var sum = 0L;
            for (var i = frame.Stride; i < pixels.Length; i++)
            {
                sum += Math.Abs(pixels[i] - pixels[i - frame.Stride]);
            }

            return (double)sum / pixels.Length;
        });
        Assert.Equal(10, combs.Count);
        Assert.All(combs, comb => Assert.InRange(comb, 0, 3));
    }

    [Theory]
    [InlineData("argb", "qtrle", "alpha.mov")]
    [InlineData("yuva420p", "libvpx-vp9", "alpha.webm")]
    [InlineData("yuva444p10le", "prores_ks", "alpha.mov")]
    public void What_is_transparent_is_black_and_said(string pixels, string encoder, string name)
    {
        Assert.SkipUnless(Encodes(encoder), $"this ffmpeg has no {encoder}");
        var clip = Make(name, $"color=c={Orange}:s=96x64:d=0.2:r=25,format=gbrap,geq=r=200:g=100:b=50:a='if(lt(X,48),0,255)',format={pixels}", encoder == "prores_ks" ? ["-profile:v", "4", "-c:v", encoder] : ["-c:v", encoder]);
        using var source = new ClipSource(clip, loop: false, paced: false);
        source.Open();
        Assert.Contains(source.Info.Notes, note => note.Contains("transparent", StringComparison.Ordinal));
        Assert.All(Read(clip, paced: false, frame => (At(frame, 20), At(frame, 76))), seen =>
        {
            Near((0, 0, 0), seen.Item1, 4);
            Near((50, 100, 200), seen.Item2, 12);
        });
    }

    [Fact]
    public void A_turned_phone_is_upright()
    {
        var lying = Make("lying.mp4", $"color=c={Orange}:s=96x64:d=0.2:r=25,drawbox=w=48:h=64:c=black:t=fill");
        var turned = _folder.File("turned.mp4");
        TestClips.Ffmpeg("-v", "error", "-i", lying, "-c", "copy", "-metadata:s:v", "rotate=90", turned);
        Assert.SkipWhen(!Encoding.UTF8.GetString(TestClips.RunTool("ffprobe", "-v", "error", "-show_streams", turned)).Contains("rotation", StringComparison.Ordinal), "this ffmpeg does not say how a phone was held");
        using var source = new ClipSource(turned, loop: false, paced: false);
        var format = source.Open();
        Assert.Equal((64, 96), (format.Width, format.Height));
        Assert.All(Read(turned, paced: false, frame => (At(frame, 32, 8), At(frame, 32, 88))), seen => Assert.NotEqual(seen.Item1.Red > 100, seen.Item2.Red > 100));
    }

    [Fact]
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

    [Fact]
    public void Of_several_sound_tracks_the_usual_one_is_taken_and_the_rest_named()
    {
        var video = Make("video.mkv", "color=c=white:s=96x64:d=0.4");
        var clip = _folder.File("tracks.mkv");
        TestClips.Ffmpeg("-v", "error", "-i", video, "-f", "lavfi", "-i", "sine=440:d=0.4", "-f", "lavfi", "-i", "sine=880:d=0.4", "-map", "0", "-map", "1", "-map", "2", "-c:v", "copy", "-c:a", "pcm_s16le",
            "-disposition:a:0", "0", "-disposition:a:1", "default", "-metadata:s:a:1", "title=Mix", clip);
        using var source = new ClipSource(clip, loop: false, paced: false);
        source.Open();
        Assert.Equal(2, source.Info.Sound?.Stream);
        var note = Assert.Single(source.Info.Notes);
        Assert.Contains("'Mix') is taken, left out: 1", note, StringComparison.Ordinal);
    }

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

    public void Dispose() => _folder.Dispose();

    private static bool Encodes(string encoder) => Knows("-encoders", encoder);

    private static bool Knows(string kind, string name) =>
        ExternalTool.Ffmpeg is not null && Encoding.UTF8.GetString(TestClips.Ffmpeg("-hide_banner", kind)).Contains($" {name} ", StringComparison.Ordinal);

    private static void Near((int Blue, int Green, int Red) expected, (int Blue, int Green, int Red) colour, int tolerance)
    {
        Assert.InRange(colour.Blue, expected.Blue - tolerance, expected.Blue + tolerance);
        Assert.InRange(colour.Green, expected.Green - tolerance, expected.Green + tolerance);
        Assert.InRange(colour.Red, expected.Red - tolerance, expected.Red + tolerance);
    }

    private static (int Blue, int Green, int Red) At(Frame frame, int x, int y = 32)
    {
        var pixel = frame.Pixels.Slice((y * frame.Stride) + (x * 3), 3);
        return (pixel[0], pixel[1], pixel[2]);
    }

    private static List<(int Blue, int Green, int Red)> Colours(string clip, bool paced) => Read(clip, paced, frame => At(frame, 48));

    /// <summary>What is seen in every picture; of a paced clip in the first.</summary>
    private static List<T> Read<T>(string clip, bool paced, Func<Frame, T> look)
    {
        using var source = new ClipSource(clip, loop: paced, paced);
        var format = source.Open();
        using var pool = new FramePool(new FrameSize(format.Width, format.Height), 1);
        var seen = new List<T>();
        while (!paced || seen.Count == 0)
        {
            using var frame = pool.Rent();
            if (!source.Read(frame))
            {
                break;
            }

            seen.Add(look(frame));
        }

        return seen;
    }

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
        Assert.SkipWhen(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
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
