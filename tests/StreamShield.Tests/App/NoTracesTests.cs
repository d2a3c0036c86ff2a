using System.Diagnostics;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App;

/// <summary>What the program leaves in the user's home: nothing. (ONNX Runtime's telemetry would leave a device id and a database of events.)</summary>
public class NoTracesTests
{
    [Fact]
    public async Task A_run_leaves_nothing_in_the_home_folder()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "streamshield");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(program), "the program itself is needed");
        using var folder = new TempFolder();
        using var home = new TempFolder();
        var model = TinyOnnx.Write(folder.File("model"), "tiny", TinyOnnx.Constant(32, 24, 1), 32, 24);
        var clip = GreyClips.Write(folder, "in.avi", 30, 90, 100);
        var start = new ProcessStartInfo(program, ["process", clip, "-o", folder.File("out.mp4"), "--model", model])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] telling = ["XDG_", "ORT_", "STREAMSHIELD_"];
        foreach (var name in start.Environment.Keys.Where(name => telling.Any(start => name.StartsWith(start, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = home.Path;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Path, "*", SearchOption.AllDirectories));
    }
}
