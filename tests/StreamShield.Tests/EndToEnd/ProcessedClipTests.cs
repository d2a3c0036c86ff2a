using System.Runtime.InteropServices;

namespace StreamShield.Tests.EndToEnd;

/// <summary>The command <c>process</c> as a process of its own.</summary>
[Collection(EndToEndTests.Name)]
public sealed class ProcessedClipTests
{
    private const string Needed = "signals and the built program are needed";

    /// <summary>Without this the others would prove nothing: the witness finds the room in the very clip that they use.</summary>
    [Fact]
    public void The_raw_clip_itself_is_found_out()
    {
        using var world = new ProcessWorld(20, pictures: 5);
        var witness = new LeakWitness(world.Room);
        RoomClip.Examine(world.Clip, witness);
        Assert.Equal(5, witness.Count);
        Assert.Equal(5, witness.Findings.Count);
    }

    [Fact]
    public async Task A_clip_with_frames_that_fail_has_the_slate_exactly_there_and_the_room_nowhere()
    {
        const int Pictures = 50;
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        using var world = new ProcessWorld(21, Pictures);
        using var process = world.Start("process", world.Clip, "-o", world.Output("out.mp4"), "--model", world.Model);
        Assert.Equal(0, await process.ExitCodeAsync());
        var witness = new LeakWitness(world.Room);
        RoomClip.Examine(world.Output("out.mp4"), witness);
        witness.AssertClean();
        Assert.Equal(Enumerable.Range(1, Pictures).Select(number => ProcessWorld.IsBad(number)), witness.Sights.Select(sight => sight.IsSlate));
        Assert.Equal(["work/out.mp4"], world.Written);
    }

    [Theory]
    [InlineData(22, PosixSignal.SIGINT, "out.mp4")]
    [InlineData(23, PosixSignal.SIGTERM, "out.mp4")]
    [InlineData(24, PosixSignal.SIGINT, "out.avi")]
    public async Task A_clip_interrupted_leaves_nothing_half_written(int seed, PosixSignal signal, string output)
    {
        Assert.SkipUnless(ShieldProcess.CanRun, Needed);
        using var world = new ProcessWorld(seed, pictures: 240);
        using var process = world.Start(
            "process", world.Clip, "-o", world.Output(output), "--matte", world.Output("matte.mp4"), "--report", world.Output("report.json"), "--model", world.Model);
        await process.LineWithAsync($"{new Random(seed).Next(1, 4) * 10} %");
        Assert.Contains(world.Written, file => file.Contains("partial", StringComparison.Ordinal));
        process.Signal(signal);
        Assert.NotEqual(0, await process.ExitCodeAsync());
        Assert.Contains("nothing was written", await process.Errors, StringComparison.Ordinal);
        Assert.Empty(world.Written);
    }
}
