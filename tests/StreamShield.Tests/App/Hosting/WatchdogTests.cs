using System.Diagnostics;
using StreamShield.App.Hosting;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Devices.VirtualCameras;
using StreamShield.Tests.Devices.VirtualCameras;

namespace StreamShield.Tests.App.Hosting;

/// <summary>The process that outlives a crash.</summary>
public class WatchdogTests
{
    private static readonly FrameSize Size = new(160, 96);

    private readonly FakeCamera _one = new("one", true);
    private readonly FakeCamera _two = new("two", true);

    /// <summary>Law 1: whoever dies without a word leaves the slate.</summary>
    [Fact]
    public void When_the_lifeline_ends_every_camera_is_left_with_the_slate()
    {
        using var lifeline = new MemoryStream();
        Assert.Equal(ExitCode.Success, Watch(lifeline, "one", "two:/dev/video3"));

        using var slate = new Slate(Size).Make(SlateReason.Stopping);
        var (argument, picture, rate) = Assert.Single(_one.Left);
        Assert.Equal(("", 29.97), (argument, rate));
        Assert.Equal(slate.Nv12.ToArray(), picture);
        Assert.Equal("/dev/video3", Assert.Single(_two.Left).Argument);
    }

    [Fact]
    public void When_all_is_well_nothing_is_touched()
    {
        using var lifeline = new MemoryStream("."u8.ToArray());
        Assert.Equal(ExitCode.Success, Watch(lifeline, "one", "two"));
        Assert.Empty(_one.Left.Concat(_two.Left));
    }

    [Fact]
    public void It_wants_size_and_rate() => Assert.Equal(ExitCode.Usage, Watchdog.Watch(["160x96"], Stream.Null, Catalog));

    /// <summary>The real program: sent home, or left alone by a process that died (its end of the pipe is closed) with a camera that is gone as well.</summary>
    [Theory]
    [InlineData(".")]
    [InlineData("")]
    public async Task The_process_waits_for_a_word_or_the_end_and_goes(string word)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "streamshield");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(program), "the built program is needed");
        using var process = Process.Start(new ProcessStartInfo(program, [Watchdog.Command, "160x96", "100", "v4l2loopback:/dev/video-none"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Assert.False(process.HasExited);
        await process.StandardInput.WriteAsync(word);
        process.StandardInput.Close();

        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync());
    }

    private VirtualCameraCatalog Catalog => new([_one, _two]);

    private int Watch(Stream lifeline, params string[] targets) => Watchdog.Watch([$"{Size}", "29.97", .. targets], lifeline, Catalog);
}
