using System.Text.Json;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App.Commands;

/// <summary><c>bench</c> and the small commands.</summary>
public class BenchCommandTests
{
    [Fact]
    public async Task Bench_reports_every_stage_and_passes_its_gate()
    {
        using var folder = new TempFolder();
        var clip = TestClips.Numbered(folder, 12);
        var model = TinyOnnx.Write(folder.File("model"), "tiny", TinyOnnx.BrightIsPerson(32, 24), 32, 24);
        var (code, run) = await CommandRun.ToEndAsync("bench", "--source", clip, "--size", "320x192", "--frames", "20", "--model", model, "--json", "--gate");
        Assert.Equal("", run.Error.ToString());
        Assert.Equal(0, code);
        using var report = JsonDocument.Parse(run.Output.ToString());
        var root = report.RootElement;
        Assert.Equal("320x192", root.GetProperty("size").GetString());
        Assert.Equal(20, root.GetProperty("frames").GetInt32());
        Assert.Equal(12, root.GetProperty("distinctFrames").GetInt32());
        Assert.Equal(0, root.GetProperty("allocatedBytesPerFrame").GetDouble());
        Assert.True(root.GetProperty("peakMemoryMb").GetDouble() > 10);
        Assert.True(root.GetProperty("cpuMsPerFrame").GetDouble() >= 0);
        var whole = root.GetProperty("stages").GetProperty("wholeFrame");
        Assert.True(whole.GetProperty("p50Ms").GetDouble() <= whole.GetProperty("p95Ms").GetDouble());
        Assert.True(whole.GetProperty("p99Ms").GetDouble() <= whole.GetProperty("maxMs").GetDouble());
        Assert.True(whole.GetProperty("meanMs").GetDouble() > 0);
    }

    [Fact]
    public async Task Bench_shows_a_table()
    {
        using var folder = new TempFolder();
        var clip = TestClips.Numbered(folder, 3);
        var model = TinyOnnx.Write(folder.File("model"), "tiny", TinyOnnx.BrightIsPerson(32, 24), 32, 24);
        var (code, run) = await CommandRun.ToEndAsync("bench", "--source", clip, "--size", "160x96", "--frames", "5", "--model", model);
        Assert.Equal(0, code);
        Assert.Contains("wholeFrame", run.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("pictures per second", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "run")]
    [InlineData("run --help", "streamshield run --source webcam:0")]
    [InlineData("process --help", "streamshield process holiday.mp4 -o")]
    [InlineData("bench --help", "streamshield bench --size")]
    [InlineData("devices --help", "streamshield devices")]
    [InlineData("models --help", "streamshield models list")]
    [InlineData("models add --help", "streamshield models add")]
    [InlineData("devices", "Outputs of")]
    [InlineData("models list", "selfie")]
    public async Task Small_commands_and_help_answer(string args, string expected)
    {
        var (code, run) = await CommandRun.ToEndAsync(args.Split(' '));
        Assert.Equal(0, code);
        Assert.Equal("", run.Error.ToString());
        Assert.Contains(expected, run.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adding_a_model_that_is_none_is_one_sentence()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("x.onnx"), "garbage");
        var (code, run) = await CommandRun.ToEndAsync("models", "add", folder.File("x.onnx"));
        Assert.Equal(1, code);
        Assert.NotEqual("", run.Sentence);
    }
}
