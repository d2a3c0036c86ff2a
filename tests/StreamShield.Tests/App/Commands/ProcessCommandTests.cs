using System.Text.Json;
using StreamShield.Devices.Synthetic;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App.Commands;

/// <summary>A clip through <c>process</c>: every frame once, in order, and nothing left behind when it fails.</summary>
public class ProcessCommandTests
{
    [Fact]
    public async Task Frame_k_of_the_output_is_frame_k_of_the_input()
    {
        using var folder = new TempFolder();
        var clip = TestClips.Numbered(folder, 40, rate: 25);
        var model = TinyOnnx.Write(folder.File("model"), "everybody", TinyOnnx.Constant(32, 24, 1), 32, 24);
        var (code, run) = await CommandRun.ToEndAsync("process", clip, "-o", folder.File("out.mp4"), "--model", model);
        Assert.Equal("", run.Error.ToString());
        Assert.Equal(0, code);
        var (format, numbers) = GreyClips.Read(folder.File("out.mp4"), PatternNumber.Read);
        var (_, expected) = GreyClips.Read(clip, PatternNumber.Read);
        Assert.Equal(40, expected.Count);
        Assert.Equal(expected, numbers);
        Assert.Equal((160, 96, 25.0), (format.Width, format.Height, Math.Round(format.FramesPerSecond, 3)));
        Assert.Equal(["model", "numbered.avi", "out.mp4"], folder.Files);
    }

    [Fact]
    public async Task A_frame_that_fails_becomes_the_slate_and_is_counted_with_its_reason()
    {
        using var folder = new TempFolder();
        byte[] levels = [90, 100, 110, 120, 130, 0, 0, 0, 140, 150];
        var clip = GreyClips.Write(folder, "in.avi", 30, levels);
        var model = TinyOnnx.Write(folder.File("model"), "brittle", TinyOnnx.NaNWhereBlack(32, 24), 32, 24);
        var (code, run) = await CommandRun.ToEndAsync(
            "process", clip, "-o", folder.File("out.mp4"), "--matte", folder.File("matte.mp4"), "--report", folder.File("report.json"), "--model", model, "--effect", "blur", "--strength", "70");
        Assert.Equal(0, code);
        Assert.Contains("3 hidden, the first is number 6", run.Sentence, StringComparison.Ordinal);

        var (_, shown) = GreyClips.Read(folder.File("out.mp4"), frame => (Mean: GreyClips.Mean(frame), Brightest: frame.Pixels.ToArray().Max()));
        var (_, mattes) = GreyClips.Read(folder.File("matte.mp4"), GreyClips.Mean);
        Assert.Equal(levels.Length, shown.Count);
        Assert.Equal(levels.Length, mattes.Count);
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] == 0)
            {
                Assert.True(shown[i].Brightest > 150, $"frame {i} is not the slate with its words");
                Assert.True(mattes[i] < 3, $"the matte of hidden frame {i} has mean {mattes[i]}");
            }
            else
            {
                Assert.InRange(shown[i].Mean, levels[i] - 6, levels[i] + 6);
                Assert.True(mattes[i] > 200, $"the matte of frame {i} has mean {mattes[i]}");
            }
        }

        using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(folder.File("report.json")));
        var root = report.RootElement;
        Assert.Equal(10, root.GetProperty("frames").GetInt64());
        Assert.Equal(3, root.GetProperty("slateFrames").GetInt64());
        var group = Assert.Single(root.GetProperty("slates").EnumerateArray());
        Assert.Equal((6, 3), (group.GetProperty("firstFrame").GetInt64(), group.GetProperty("count").GetInt64()));
        Assert.Equal("brittle", root.GetProperty("model").GetString());
        Assert.Matches("^[0-9a-f]{64}$", root.GetProperty("modelSha256").GetString());
        Assert.Equal((160, 96, 30.0), (root.GetProperty("width").GetInt32(), root.GetProperty("height").GetInt32(), root.GetProperty("framesPerSecond").GetDouble()));
        Assert.Equal(("blur", 70), (root.GetProperty("effect").GetString(), root.GetProperty("strength").GetInt32()));
        foreach (var stage in (string[])["segment", "refine", "obscure", "composite", "wholeFrame", "reading", "writing"])
        {
            Assert.True(root.GetProperty("stages").GetProperty(stage).GetProperty("maxMs").GetDouble() > 0, stage);
        }

        Assert.Equal(["in.avi", "matte.mp4", "model", "out.mp4", "report.json"], folder.Files);
    }

    [Fact]
    public async Task A_clip_of_which_no_frame_can_be_shielded_leaves_nothing()
    {
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 0, 0, 0);
        var model = TinyOnnx.Write(folder.File("model"), "brittle", TinyOnnx.NaNWhereBlack(32, 24), 32, 24);
        var (code, run) = await CommandRun.ToEndAsync(
            "process", clip, "-o", folder.File("out.mp4"), "--matte", folder.File("matte.mp4"), "--report", folder.File("report.json"), "--model", model);
        Assert.Equal(1, code);
        Assert.Contains("Not one of 3 frames", run.Sentence, StringComparison.Ordinal);
        Assert.Equal(["in.avi", "model"], folder.Files);
    }

    [Fact]
    public async Task Stopping_midway_leaves_nothing_and_keeps_the_old_output()
    {
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, [.. Enumerable.Repeat((byte)90, 3000)]);
        await File.WriteAllTextAsync(folder.File("out.mp4"), "the old one");
        var model = TinyOnnx.Write(folder.File("model"), "everybody", TinyOnnx.Constant(32, 24, 1), 32, 24);
        await using var run = CommandRun.Start("process", clip, "-o", folder.File("out.mp4"), "--matte", folder.File("matte.mp4"), "--model", model);
        await run.Output.LineWithAsync("10 %");
        Assert.Equal(1, await run.StopAsync());
        Assert.Equal("Stopped by you: nothing was written.", run.Sentence);
        Assert.Equal(["in.avi", "model", "out.mp4"], folder.Files);
        Assert.Equal("the old one", await File.ReadAllTextAsync(folder.File("out.mp4")));
    }

    [Fact]
    public async Task An_existing_output_is_replaced_on_success()
    {
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 90, 100);
        await File.WriteAllTextAsync(folder.File("out.mp4"), "the old one");
        var model = TinyOnnx.Write(folder.File("model"), "everybody", TinyOnnx.Constant(32, 24, 1), 32, 24);
        var (code, _) = await CommandRun.ToEndAsync("process", clip, "-o", folder.File("out.mp4"), "--model", model);
        Assert.Equal(0, code);
        Assert.Equal(2, GreyClips.Read(folder.File("out.mp4"), GreyClips.Mean).Frames.Count);
    }
}
