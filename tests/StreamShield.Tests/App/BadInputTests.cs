using System.Net;
using System.Net.Sockets;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App;

/// <summary>Whatever is wrong with a command: one sentence, its exit code, nothing left behind.</summary>
public class BadInputTests
{
    [Fact]
    public async Task A_clip_that_does_not_exist() => await RefusesClipAsync(_ => "missing.mp4", "does not exist");

    [Fact]
    public async Task A_clip_that_is_a_folder() => await RefusesClipAsync(folder => folder.Path, "is a folder");

    [Fact]
    public async Task A_clip_of_zero_length() => await RefusesClipAsync(folder => Write(folder, "in.mp4", []), "is empty");

    [Fact]
    public async Task A_clip_that_is_no_video() =>
        await RefusesClipAsync(folder => Write(folder, "in.mp4", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))]), "not a video");

    [Theory]
    [InlineData("1x1")]
    [InlineData("4098x4")]
    [InlineData("7680x4320")]
    public async Task A_clip_of_a_size_that_cannot_be_shielded(string size)
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        await RefusesClipAsync(
            folder =>
            {
                TestClips.Ffmpeg("-v", "error", "-f", "lavfi", "-i", "color=gray:size=64x64", "-vf", $"format=bgr0,scale={size.Replace('x', ':')},setsar=1", "-frames:v", "1", "-c:v", "ffv1", folder.File("in.mkv"));
                return folder.File("in.mkv");
            },
            size);
    }

    [Theory]
    [InlineData("no/such/folder/out.mp4", "does not exist")]
    [InlineData("out.txt", "which kind of video")]
    [InlineData("in.avi", "same file as the input")]
    [InlineData("./in.avi", "same file as the input")]
    [InlineData("", "")]
    public async Task An_output_that_cannot_be_written(string output, string expected)
    {
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 90, 100);
        var before = await File.ReadAllBytesAsync(clip);
        var (code, run) = await CommandRun.ToEndAsync("process", clip, "-o", output.Length == 0 ? folder.Path : folder.File(output), "--model", Model(folder));
        Assert.Equal(1, code);
        Assert.Contains(expected, run.Sentence, StringComparison.Ordinal);
        Assert.Equal(["in.avi", "model"], folder.Files);
        Assert.Equal(before, await File.ReadAllBytesAsync(clip));
    }

    [Theory]
    [InlineData("obs", "It is a camera of Windows")]
    [InlineData("mjpeg,nonsense", "There is no such output")]
    [InlineData("v4l2loopback:/dev/video-none", "loopback device")]
    public async Task A_sink_that_cannot_be_used(string sink, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the cures are Linux's here");
        var (code, run) = await CommandRun.ToEndAsync("run", "--source", "pattern", "--sink", sink);
        Assert.Equal(1, code);
        Assert.Contains(expected, run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_without_permission()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 90, 100);
        foreach (var args in (string[][])[["-o", "/proc/out.mp4"], ["-o", folder.File("out.mp4"), "--report", "/proc/report.json"], ["-o", folder.File("out.mp4"), "--matte", "/proc/matte.mp4"]])
        {
            var (code, run) = await CommandRun.ToEndAsync(["process", clip, "--model", Model(folder), .. args]);
            Assert.Equal(1, code);
            Assert.Contains("/proc", run.Sentence, StringComparison.Ordinal);
            Assert.Equal(["in.avi", "model"], folder.Files);
        }
    }

    [Fact]
    public async Task Outputs_that_are_one_file()
    {
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 90);
        var (code, run) = await CommandRun.ToEndAsync("process", clip, "-o", folder.File("a.mp4"), "--matte", folder.File("x/../a.mp4"), "--model", Model(folder));
        Assert.Equal(1, code);
        Assert.Contains("same file as the output", run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_is_a_link_to_the_input()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 90);
        File.CreateSymbolicLink(folder.File("link.avi"), clip);
        var (code, run) = await CommandRun.ToEndAsync("process", clip, "-o", folder.File("link.avi"), "--model", Model(folder));
        Assert.Equal(1, code);
        Assert.Contains("same file as the input", run.Sentence, StringComparison.Ordinal);
    }

    /// <summary>Too small for the way back to the picture, or only just enough: a clip comes out, or one sentence says why not.</summary>
    [Theory]
    [InlineData(16, 16)]
    [InlineData(8, 8)]
    [InlineData(8, 200)]
    public async Task A_model_of_a_tiny_or_odd_size(int width, int height)
    {
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 90, 90);
        var model = TinyOnnx.Write(folder.File("models"), "tiny", TinyOnnx.Constant(width, height, 1), width, height);
        var (code, run) = await CommandRun.ToEndAsync("process", clip, "-o", folder.File("out.mp4"), "--model", model);
        Assert.True(code == 0 || !run.Sentence.Contains("unexpectedly", StringComparison.Ordinal), run.Error.ToString());
    }

    [Theory]
    [InlineData("--effect", "sparkle", "no effect 'sparkle'")]
    [InlineData("--effect", "image", "--image FILE")]
    [InlineData("--image", "missing.png", "does not exist")]
    [InlineData("--strength", "101", "0 to 100")]
    [InlineData("--strength", "-1", "0 to 100")]
    [InlineData("--model", "nosuch", "nosuch")]
    [InlineData("--model", "nosuch.onnx", "nosuch.onnx")]
    [InlineData("--threads", "0", "1 to 64")]
    public async Task A_value_that_means_nothing(string option, string value, string expected)
    {
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 90);
        foreach (var args in (string[][])[["process", clip, "-o", folder.File("out.mp4")], ["run", "--source", "pattern", "--port", "0"], ["bench", "--source", clip]])
        {
            var (code, run) = await CommandRun.ToEndAsync([.. args, option, value]);
            Assert.Equal(1, code);
            Assert.Contains(expected, run.Sentence, StringComparison.Ordinal);
            Assert.Equal(["in.avi"], folder.Files);
        }
    }

    [Theory]
    [InlineData("--size", "1x1", "1x1")]
    [InlineData("--size", "4097x3", "4097x3")]
    [InlineData("--size", "large", "1280x720")]
    [InlineData("--fps", "0", "1 to 120")]
    [InlineData("--fps", "NaN", "1 to 120")]
    [InlineData("--port", "65536", "0 to 65535")]
    [InlineData("--source", "telescope", "telescope")]
    [InlineData("--source", "clip:missing.mp4", "does not exist")]
    public async Task A_live_run_that_cannot_start(string option, string value, string expected)
    {
        var (code, run) = await CommandRun.ToEndAsync("run", option, value);
        Assert.Equal(1, code);
        Assert.Contains(expected, run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_file_that_is_garbage()
    {
        using var folder = new TempFolder();
        var clip = GreyClips.Write(folder, "in.avi", 30, 90);
        var model = Model(folder);
        await File.WriteAllTextAsync(model, "garbage");
        var (code, run) = await CommandRun.ToEndAsync("process", clip, "-o", folder.File("out.mp4"), "--model", model);
        Assert.Equal(1, code);
        Assert.Contains("hash", run.Sentence, StringComparison.Ordinal);
        Assert.Equal(["in.avi", "model"], folder.Files);
    }

    [Fact]
    public async Task A_port_in_use()
    {
        using var folder = new TempFolder();
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        var (code, run) = await CommandRun.ToEndAsync("run", "--source", "pattern", "--size", "160x96", "--model", Model(folder), "--port", $"{port}");
        Assert.Equal(1, code);
        Assert.Contains($"Port {port} is in use", run.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help process", "dance")]
    [InlineData("run --help", "run", "--volume", "11")]
    [InlineData("'abc'", "run", "--strength", "abc")]
    [InlineData("a whole number", "bench", "--frames", "1.5")]
    [InlineData("process --help", "process")]
    [InlineData("process --help", "process", "in.mp4")]
    public async Task A_command_line_that_cannot_be_understood(string expected, params string[] args)
    {
        var (code, run) = await CommandRun.ToEndAsync(args);
        Assert.Equal(2, code);
        Assert.Contains(expected == "--help process" ? "There is no command 'dance'" : expected, run.Sentence, StringComparison.Ordinal);
    }

    private static async Task RefusesClipAsync(Func<TempFolder, string> make, string expected)
    {
        using var folder = new TempFolder();
        var model = Model(folder);
        var clip = make(folder);
        var before = folder.Files.ToList();
        foreach (var args in (string[][])[
            ["process", clip, "-o", folder.File("out.mp4"), "--matte", folder.File("m.mp4"), "--report", folder.File("r.json"), "--model", model]])
        {
            var (code, run) = await CommandRun.ToEndAsync(args);
            Assert.Equal(1, code);
            Assert.Contains(expected, run.Sentence, StringComparison.Ordinal);
            Assert.Equal(before, folder.Files);
        }
    }

    private static string Model(TempFolder folder) =>
        TinyOnnx.Write(folder.File("model"), "everybody", TinyOnnx.Constant(32, 24, 1), 32, 24);

    private static string Write(TempFolder folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.File(name), bytes);
        return folder.File(name);
    }
}
