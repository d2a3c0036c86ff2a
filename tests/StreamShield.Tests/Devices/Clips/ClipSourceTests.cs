using StreamShield.Core.Frames;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Synthetic;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices.Clips;

public sealed class ClipSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FramePool _pool = new(TestClips.Size, 1);
    private readonly Frame _frame;

    public ClipSourceTests() => _frame = _pool.Rent();

    [Theory]
    [InlineData("loop.avi")]
    [InlineData("loop.mp4")]
    public void A_loop_starts_again_with_the_first_picture(string name)
    {
        using var source = new ClipSource(TestClips.Numbered(_folder, 7, name), loop: true, paced: false);
        Assert.Equal(7, source.Open().FrameCount);
        for (var i = 0; i < 30; i++)
        {
            Assert.True(source.Read(_frame));
            Assert.Equal(i % 7, PatternNumber.Read(_frame));
        }
    }

    [Fact]
    public void A_loop_allocates_nothing_once_warm()
    {
        using var source = new ClipSource(TestClips.Numbered(_folder, 10, "loop.mp4"), loop: true, paced: true, new JumpingTime());
        source.Open();
        for (var i = 0; i < 25; i++)
        {
            source.Read(_frame);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            source.Read(_frame);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_systems_clock_paces_without_allocating()
    {
        using var source = new ClipSource(TestClips.Numbered(_folder, 30, rate: 200), loop: true, paced: true);
        source.Open();
        for (var i = 0; i < 10; i++)
        {
            source.Read(_frame);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 40; i++)
        {
            source.Read(_frame);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Live_it_keeps_the_clips_own_rate_and_leaves_out_what_is_late()
    {
        var time = new JumpingTime();
        using var source = new ClipSource(TestClips.Numbered(_folder, 20, rate: 25), loop: false, paced: true, time);
        Assert.Equal(25, source.Open().FramesPerSecond);
        source.Read(_frame);
        source.Read(_frame);
        Assert.Equal(40, time.Waited.TotalMilliseconds, 1.0);
        time.Pass(TimeSpan.FromMilliseconds(205));
        source.Read(_frame);
        Assert.Equal(6, PatternNumber.Read(_frame));
        time.Pass(TimeSpan.FromSeconds(1.5));
        Assert.False(source.Read(_frame));
    }

    [Fact]
    public void Another_size_is_letterboxed()
    {
        using var source = new ClipSource(TestClips.Numbered(_folder, 3, size: new FrameSize(96, 96)), loop: false, paced: false);
        var format = source.Open();
        Assert.Equal((96, 96), (format.Width, format.Height));
        Assert.True(source.Read(_frame));
        Assert.Equal([0, 0, 0], _frame.Pixels[..3].ToArray());
        Assert.Equal([0, 0, 0], _frame.Pixels.Slice(31 * 3, 3).ToArray());
        Assert.Contains(_frame.Pixels.Slice((90 * _frame.Stride) + (32 * 3), 96 * 3).ToArray(), value => value > 100);
    }

    [Fact]
    public void A_size_that_changes_in_mid_clip_stops_nothing()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        var parts = new[] { "160x96", "96x96" }.Select((size, i) =>
        {
            var part = _folder.File($"{i}.ts");
            TestClips.Ffmpeg("-loglevel", "error", "-f", "lavfi", "-i", $"color=c=white:size={size}:rate=25:duration=1", "-c:v", "libx264", "-pix_fmt", "yuv420p", part);
            return File.ReadAllBytes(part);
        });
        var clip = _folder.File("changing.ts");
        File.WriteAllBytes(clip, [.. parts.SelectMany(bytes => bytes)]);
        using var source = new ClipSource(clip, loop: false, paced: false);
        source.Open();
        var pictures = 0;
        while (source.Read(_frame))
        {
            Assert.True(_frame.Pixels[(48 * _frame.Stride) + (80 * 3)] > 230);
            pictures++;
        }

        Assert.Equal(50, pictures);
    }

    [Theory]
    [InlineData("", "No clip was named")]
    [InlineData("nowhere.mp4", "does not exist")]
    [InlineData("folder", "is a folder")]
    [InlineData("empty.mp4", "is empty (0 bytes)")]
    [InlineData("text.mp4", "is not a video")]
    [InlineData("cut.mp4", "is not a video that can be read, or it is damaged")]
    public void What_cannot_be_opened_gets_one_sentence(string name, string cause)
    {
        Directory.CreateDirectory(_folder.File("folder"));
        File.WriteAllBytes(_folder.File("empty.mp4"), []);
        File.WriteAllText(_folder.File("text.mp4"), "not a video");
        File.WriteAllBytes(_folder.File("cut.mp4"), File.ReadAllBytes(TestClips.Numbered(_folder, 5, "whole.mp4")).AsSpan(0, 900).ToArray());
        using var source = new ClipSource(name.Length == 0 ? "" : _folder.File(name), loop: false, paced: false);
        var failure = Assert.Throws<ShieldException>(source.Open);
        Assert.Equal(SlateReason.SourceMissing, failure.Reason);
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(". ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_video_without_pictures_gets_its_own_sentence()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        var clip = _folder.File("sound.mp4");
        TestClips.Ffmpeg("-loglevel", "error", "-f", "lavfi", "-i", "sine=duration=1", clip);
        using var source = new ClipSource(clip, loop: false, paced: false);
        Assert.Equal(SlateReason.SourceMissing, Assert.Throws<ShieldException>(source.Open).Reason);
    }

    [Fact]
    public void A_clip_without_permission_says_so()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix permissions");
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        var clip = TestClips.Numbered(_folder, 2);
        TempFolder.SetMode(clip, UnixFileMode.None);
        using var source = new ClipSource(clip, loop: false, paced: false);
        Assert.Contains("may not be read", Assert.Throws<ShieldException>(source.Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_opens_after_the_cause_is_gone()
    {
        var path = _folder.File("later.avi");
        using var source = new ClipSource(path, loop: false, paced: false);
        Assert.Throws<ShieldException>(source.Open);
        TestClips.Numbered(_folder, 2, "later.avi");
        source.Open();
        Assert.True(source.Read(_frame));
    }

    public void Dispose()
    {
        _frame.Dispose();
        _pool.Dispose();
        _folder.Dispose();
    }
}
