using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices.Clips;

/// <summary>Flash and clap stay together whatever a file's clock is like: late, negative, cut by an edit list, without durations, with pictures out of order.</summary>
public sealed class ClipClockTests : IDisposable
{
    /// <summary>A flash of one picture and a clap of 10 ms, 0.4, 1.2 and 2 s after the beginning.</summary>
    private const string Pictures = "color=c=0x505050:s=96x64:r=25:d=3,drawbox=t=fill:c=white:enable='eq(n,10)+eq(n,30)+eq(n,50)'";
    private const string Claps = "aevalsrc='if(lt(mod(t+0.4,0.8),0.01)*gte(t,0.4)*lt(t,2.1),0.7*sin(2*PI*9000*t),0)':s=48000:d=3";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("plain.mp4", 0, "-c:v", "libx264", "-bf", "3", "-c:a", "aac")]
    [InlineData("late.ts", 0, "-c:v", "libx264", "-c:a", "aac", "-output_ts_offset", "100")]
    [InlineData("negative.mp4", 0, "-c:v", "libx264", "-bf", "2", "-c:a", "aac", "-output_ts_offset", "-0.2", "-avoid_negative_ts", "disabled")]
    [InlineData("wraps.ts", 0, "-c:v", "libx264", "-bf", "2", "-c:a", "aac", "-output_ts_offset", "95442.3")]
    [InlineData("browser.webm", 0, "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-live", "1")]
    [InlineData("timecode.mov", 0, "-c:v", "mjpeg", "-c:a", "pcm_s16le", "-timecode", "01:02:03:04")]
    [InlineData("fragments.mp4", 0, "-c:v", "libx264", "-bf", "2", "-c:a", "aac", "-movflags", "frag_keyframe+delay_moov")]
    [InlineData("sound-later.mp4", 0.3, "-c:v", "libx264", "-bf", "2", "-c:a", "aac")]
    [InlineData("pictures-later.mkv", -0.3, "-c:v", "libx264", "-c:a", "aac")]
    public void Flash_and_clap_stay_together(string name, double lag, params string[] coding)
    {
        var clip = Make(name, lag, coding);
        AreTogether(clip, lag, 3);
    }

    /// <summary>A phone's app cuts without coding anew: the file still holds what its edit list leaves out.</summary>
    [Fact]
    public void A_cut_by_an_edit_list_shows_and_counts_only_what_is_left()
    {
        var whole = Make("whole.mp4", 0, "-c:v", "libx264", "-g", "200", "-bf", "2", "-c:a", "aac");
        var cut = _folder.File("cut.mp4");
        // Between two pictures ffmpeg's reader would take the next one for the cut, up to a picture too early.
        TestClips.Ffmpeg("-v", "error", "-ss", "0.92", "-i", whole, "-c", "copy", cut);
        AreTogether(cut, 0, 2);
        using var source = new ClipSource(cut, loop: false, paced: false);
        source.Open();
        var pictures = 0;
        while (source.Skip())
        {
            pictures++;
        }

        Assert.True(!source.Info.IsCounted || source.Info.FrameCount == pictures, $"{source.Info.FrameCount} are promised and {pictures} come.");
        Assert.InRange(pictures, 50, 54);
    }

    public void Dispose() => _folder.Dispose();

    private static void AreTogether(string clip, double lag, int count)
    {
        using var source = new ClipSource(clip, loop: false, paced: false);
        var format = source.Open();
        using var pool = new FramePool(new FrameSize(format.Width, format.Height), 1);
        using var frame = pool.Rent();
        var flashes = new List<double>();
        while (source.Read(frame))
        {
            if (frame.Pixels[frame.Pixels.Length / 2] > 180)
            {
                flashes.Add(source.Time.TotalSeconds);
            }
        }

        var claps = Heard(clip, source.Start);
        Assert.Equal(count, flashes.Count);
        Assert.Equal(count, claps.Count);
        Assert.All(flashes.Zip(claps), pair => Assert.Equal(pair.First + lag, pair.Second, 0.02));
    }

    private static List<double> Heard(string clip, TimeSpan start)
    {
        using var sound = new ClipSoundSource(clip, start);
        sound.Open();
        var (claps, block, at) = (new List<double>(), new float[SoundFormat.Block], 0L);
        while (sound.Read(block))
        {
            for (var i = 0; i < block.Length; i++)
            {
                var second = (double)(at + i) / SoundFormat.Rate;
                if (Math.Abs(block[i]) > 0.3 && (claps.Count == 0 || second - claps[^1] > 0.1))
                {
                    claps.Add(second);
                }
            }

            at += block.Length;
        }

        return claps;
    }

    private string Make(string name, double lag, params string[] coding)
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
        var path = _folder.File(name);
        string[] pictures = lag < 0 ? ["-itsoffset", FormattableString.Invariant($"{-lag}")] : [];
        string[] sound = lag > 0 ? ["-itsoffset", FormattableString.Invariant($"{lag}")] : [];
        TestClips.Ffmpeg(["-v", "error", .. pictures, "-f", "lavfi", "-i", Pictures, .. sound, "-f", "lavfi", "-i", Claps, "-map", "0:v", "-map", "1:a", "-pix_fmt", coding.Contains("mjpeg") ? "yuvj420p" : "yuv420p", .. coding, path]);
        return path;
    }
}
