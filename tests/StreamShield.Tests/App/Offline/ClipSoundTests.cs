using System.Diagnostics;
using StreamShield.Core.Sound;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Sound.Files;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Core.Sound;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App.Offline;

/// <summary>A clip with sound through <c>process</c>: the sound is kept, in step, without hum, and silent under every slate.</summary>
public sealed class ClipSoundTests : IDisposable
{
    private const double Rate = 25;
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Sound_is_kept_in_step_without_hum_and_silent_under_the_slate()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
        // Five seconds; black frames 50 to 74 become slates. A beep of 7.5 kHz all the time, a hum, and one clap of 9 kHz at 4 s.
        byte[] levels = [.. Enumerable.Range(0, 125).Select(i => (byte)(i is >= 50 and < 75 ? 0 : 120))];
        var sound = Tones.Sum(Tones.Sine(7500, -20, 500), Tones.Sine(100, -30, 500), Clap(4, 500));
        var clip = WithSound(GreyClips.Write(_folder, "in.avi", Rate, levels), sound);
        var (code, run) = await CommandRun.ToEndAsync("process", clip, "-o", _folder.File("out.mp4"), "--model", Brittle());
        Assert.Equal(0, code);
        Assert.Contains("with its sound, shielded", run.Output.ToString(), StringComparison.Ordinal);
        var heard = SoundOf(_folder.File("out.mp4"));
        Assert.InRange(heard.Length / (double)SoundFormat.Rate, 4.95, 5.1);
        var slate = heard.AsSpan((int)(2.02 * SoundFormat.Rate), (int)(0.96 * SoundFormat.Rate));
        Assert.True(Tones.Rms(slate) < -75, $"{Tones.Rms(slate):0.0} dB under the slate");
        Assert.Equal(-20, Tones.Level(heard.AsSpan(48000, 24000), 7500), 1.0);
        Assert.Equal(-20, Tones.Level(heard.AsSpan(4 * 48000 - 24000, 20000), 7500), 1.0);
        Assert.True(Tones.Level(heard.AsSpan(12000, 80000), 100) < -80, $"{Tones.Level(heard.AsSpan(12000, 80000), 100):0.0} dB of hum");
        Assert.Equal(4, Claps(heard).Single(), 0.012);
        Assert.Equal(["in.avi", "in.mkv", "model", "out.mp4"], _folder.Files.Where(name => name != "in.wav"));
    }

    [Fact]
    public async Task A_clip_without_sound_stays_without_and_no_sound_leaves_it_out()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
        var silent = GreyClips.Write(_folder, "in.avi", Rate, 120, 120, 120);
        var (code, _) = await CommandRun.ToEndAsync("process", silent, "-o", _folder.File("out.mp4"), "--model", Brittle());
        Assert.Equal(0, code);
        Assert.False(ClipSoundSource.Probe(_folder.File("out.mp4")).HasSound);
        var clip = WithSound(silent, Tones.Sine(2000, -20, 12));
        Assert.True(ClipSoundSource.Probe(clip).HasSound);
        await CommandRun.ToEndAsync("process", clip, "-o", _folder.File("out.mp4"), "--model", Brittle(), "--no-sound");
        Assert.False(ClipSoundSource.Probe(_folder.File("out.mp4")).HasSound);
    }

    [Fact]
    public async Task Sound_that_begins_before_the_first_picture_stays_in_step()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
        var pictures = GreyClips.Write(_folder, "in.avi", Rate, [.. Enumerable.Repeat((byte)120, 75)]);
        var clip = WithSound(pictures, Clap(2, 300), "-itsoffset", "0.5");
        var (code, _) = await CommandRun.ToEndAsync("process", clip, "-o", _folder.File("out.mp4"), "--model", Brittle());
        Assert.Equal(0, code);
        // ffmpeg lays the first picture to the middle of the grid: 0.52 s.
        Assert.Equal(1.48, Claps(SoundOf(_folder.File("out.mp4"))).Single(), 0.012);
    }

    [Fact]
    public async Task Claps_stay_with_their_flashes()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
        int[] flashes = [3, 41, 77, 120, 158];
        byte[] levels = [.. Enumerable.Range(0, 175).Select(i => (byte)(flashes.Contains(i) ? 220 : 120))];
        var sound = Tones.Sum([Tones.Sine(7500, -30, 700), .. flashes.Select(frame => Clap(frame / Rate, 700))]);
        var clip = WithSound(GreyClips.Write(_folder, "in.avi", Rate, levels), sound);
        var (code, _) = await CommandRun.ToEndAsync("process", clip, "-o", _folder.File("out.mp4"), "--model", Brittle(), "--people", "everyone");
        Assert.Equal(0, code);
        var (_, means) = GreyClips.Read(_folder.File("out.mp4"), GreyClips.Mean);
        Assert.Equal(flashes, Enumerable.Range(1, means.Count - 1).Where(i => means[i] - means[i - 1] > 30));
        var claps = Claps(SoundOf(_folder.File("out.mp4")));
        Assert.Equal(flashes.Length, claps.Count);
        Assert.All(flashes.Zip(claps), pair => Assert.Equal(pair.First / Rate, pair.Second, 0.005));
    }

    /// <summary>Ten seconds whose pictures come 25, then 5 times a second; nobody is there from 4 to 8 s, and only then somebody speaks.</summary>
    [Fact]
    public async Task Speech_under_pictures_of_nobody_is_not_heard_and_claps_stay_with_flashes_whatever_the_rate()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
        byte[] levels = [.. Enumerable.Range(0, 90).Select(i => (byte)(i is >= 60 and < 80 ? 20 : i is 40 or 85 ? 245 : 150))];
        var even = GreyClips.Write(_folder, "even.avi", Rate, levels);
        var pictures = _folder.File("in.avi.mkv");
        TestClips.Ffmpeg("-v", "error", "-i", even, "-vf", "setpts='if(lt(N,50),N/25,2+(N-50)/5)/TB'", "-vsync", "vfr", "-c:v", "ffv1", pictures);
        var speech = new float[1000 * SoundFormat.Block];
        Tones.Sine(3000, -6, 400).CopyTo(speech, 4 * SoundFormat.Rate);
        var clip = WithSound(pictures, Tones.Sum(speech, Clap(1.6, 1000), Clap(9, 1000)));
        string[] arguments = ["process", clip, "-o", _folder.File("out.mp4"), "--model", BrightIsPerson(), "--people", "everyone"];
        var (code, run) = await CommandRun.ToEndAsync(arguments);
        Assert.Equal(0, code);
        Assert.Contains("silent for 4.0 s", run.Output.ToString(), StringComparison.Ordinal);
        var heard = SoundOf(_folder.File("out.mp4"));
        Assert.Equal([1.6, 9], Claps(heard).Select(clap => Math.Round(clap, 1)));
        Assert.All(Claps(heard).Zip([1.6, 9.0]), pair => Assert.Equal(pair.Second, pair.First, 0.02));
        Assert.True(Peak(heard, 4, 8) < -60, $"{Peak(heard, 4, 8):0.0} dB under hidden pictures");
        await CommandRun.ToEndAsync([.. arguments, "--sound-away"]);
        Assert.True(Peak(SoundOf(_folder.File("out.mp4")), 4, 8) > -12);
    }

    [Theory]
    [InlineData("c1=-1*c0", "one side is inverted")]
    [InlineData("c1=0*c0", "the right one is dead")]
    [InlineData("c1=c0", "")]
    public async Task A_clip_whose_microphone_had_a_broken_cable_is_heard_and_that_is_said(string right, string words)
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null || ExternalTool.Find("ffprobe") is null, TestClips.NoFfmpeg);
        var clip = WithSound(GreyClips.Write(_folder, "in.avi", Rate, [.. Enumerable.Repeat((byte)120, 50)]), Tones.Sine(7500, -20, 200));
        var stereo = _folder.File("stereo.mkv");
        TestClips.Ffmpeg("-v", "error", "-i", clip, "-c:v", "copy", "-af", $"pan=stereo|c0=c0|{right}", "-c:a", "pcm_f32le", stereo);
        var (code, run) = await CommandRun.ToEndAsync("process", stereo, "-o", _folder.File("out.mp4"), "--model", Brittle(), "--people", "everyone");
        Assert.Equal(0, code);
        Assert.Equal(words.Length > 0, run.Output.ToString().Contains("The clip's sound:", StringComparison.Ordinal));
        Assert.Contains(words, run.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal(-20, Tones.Level(SoundOf(_folder.File("out.mp4")).AsSpan(24000, 48000), 7500), 1.0);
    }

    [Fact]
    public void A_recording_is_free_of_hum_from_its_first_moment_on()
    {
        var hum = Tones.Sum(Tones.Sine(7500, -30, 800), Tones.Sine(100, -30, 800, 1), Tones.Sine(150, -36, 800, 2));
        var recording = new ShieldedRecording(new ListSource(hum), new SoundSettings { Gate = false }, new Random(1));
        var heard = new float[hum.Length];
        recording.Read(heard.AsSpan(0, 1234));
        recording.Read(heard.AsSpan(1234));
        foreach (var begin in (int[])[0, 48000, 120000, 240000])
        {
            var part = heard.AsSpan(begin, 24000);
            Assert.True(Tones.Level(part, 100) < -80, $"{Tones.Level(part, 100):0.0} dB at {begin}");
            Assert.Equal(-30, Tones.Level(part, 7500), 1.0);
        }

        // In time with its original, at the beginning and later.
        foreach (var begin in (int[])[10000, 300000])
        {
            var late = Enumerable.Range(-3, 7).MaxBy(shift => Enumerable.Range(begin, 2000).Sum(i => heard[i + shift] * Math.Sin(2 * Math.PI * 7500 * i / SoundFormat.Rate)));
            Assert.InRange(late, -1, 1);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static float[] Clap(double second, int blocks)
    {
        var sound = new float[blocks * SoundFormat.Block];
        for (var i = 0; i < 480; i++)
        {
            sound[(int)(second * SoundFormat.Rate) + i] = (float)(0.7 * Math.Sin(2 * Math.PI * 9000 * i / SoundFormat.Rate));
        }

        return sound;
    }

    /// <summary>Seconds at which something loud begins.</summary>
    private static List<double> Claps(float[] sound)
    {
        var claps = new List<double>();
        for (var i = 0; i < sound.Length; i++)
        {
            if (Math.Abs(sound[i]) > 0.3)
            {
                claps.Add((double)i / SoundFormat.Rate);
                i += SoundFormat.Rate / 10;
            }
        }

        return claps;
    }

    private static float[] SoundOf(string clip)
    {
        using var source = new ClipSoundSource(clip);
        source.Open();
        var sound = new List<float>();
        var block = new float[SoundFormat.Block];
        while (source.Read(block))
        {
            sound.AddRange(block);
        }

        return [.. sound];
    }

    private static double Peak(float[] sound, int from, int to) => 20 * Math.Log10(sound.AsSpan(from * SoundFormat.Rate, (to - from) * SoundFormat.Rate).ToArray().Max(Math.Abs) + 1e-9);

    private string BrightIsPerson() => TinyOnnx.Write(_folder.File("model"), "bright", TinyOnnx.BrightIsPerson(32, 24, 0.3f), 32, 24);

    private string Brittle() => TinyOnnx.Write(_folder.File("model"), "brittle", TinyOnnx.NaNWhereBlack(32, 24), 32, 24);

    private string WithSound(string pictures, float[] sound, params string[] before)
    {
        using (var sink = new WavSink(_folder.File("in.wav")))
        {
            sink.Open();
            for (var i = 0; i + SoundFormat.Block <= sound.Length; i += SoundFormat.Block)
            {
                sink.Write(sound.AsSpan(i, SoundFormat.Block));
            }
        }

        string[] arguments = ["-v", "error", "-y", .. before, "-i", pictures, "-i", _folder.File("in.wav"), "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "pcm_f32le", _folder.File("in.mkv")];
        using var process = Process.Start(ExternalTool.Ffmpeg!, arguments);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)) && process.ExitCode == 0);
        return _folder.File("in.mkv");
    }

    private sealed class ListSource(float[] sound) : ISoundSource
    {
        private int _place;

        public string Name => "list";

        public double LatencyMs => 0;

        public void Open() => _place = 0;

        public bool Read(Span<float> block)
        {
            if (_place >= sound.Length)
            {
                return false;
            }

            sound.AsSpan(_place, SoundFormat.Block).CopyTo(block);
            _place += SoundFormat.Block;
            return true;
        }

        public void Dispose()
        {
        }
    }
}
