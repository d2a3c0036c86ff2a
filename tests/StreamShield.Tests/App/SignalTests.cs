using System.Diagnostics;
using System.Runtime.InteropServices;
using OpenCvSharp;
using StreamShield.Devices.Synthetic;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Devices;
using StreamShield.Tests.EndToEnd;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App;

/// <summary>The process itself, ended from outside.</summary>
public class SignalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_ends_the_run_in_order_with_the_slate_last(string signal)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "streamshield");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(program) && ExternalTool.Find("kill") is not null, "signals and the program are needed");
        ShieldProcess.SkipWhereIgnored(Enum.Parse<PosixSignal>($"SIG{signal}"));
        using var folder = new TempFolder();
        var model = TinyOnnx.Write(folder.File("model"), "tiny", TinyOnnx.Constant(32, 24, 1), 32, 24);
        var start = new ProcessStartInfo(program, ["run", "--source", "pattern", "--size", "160x96", "--model", model])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var line = await ReadLineWithAsync(process.StandardOutput, "http://");
            using var http = new HttpClient();
            using var viewer = new MjpegReader(await http.GetStreamAsync(new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..])));
            await ReadLineWithAsync(process.StandardOutput, "Live after");
            Assert.NotNull(await viewer.NextAsync());
            TestClips.RunTool("kill", $"-{signal}", $"{process.Id}");
            byte[]? last = null;
            while (await viewer.NextAsync() is { } jpeg)
            {
                last = jpeg;
            }

            await ReadLineWithAsync(process.StandardOutput, "Stopped: ");
            Assert.True(process.WaitForExit(Patience));
            Assert.Equal(0, process.ExitCode);
            Assert.Equal("", await errors.WaitAsync(Patience));
            using var picture = Cv2.ImDecode(last!, ImreadModes.Grayscale);
            Assert.True(picture.GetArray<byte>(out var pixels));
            Assert.Equal(-1, PatternNumber.Read(pixels, GreyClips.Size, GreyClips.Size.Width, 1));
            Assert.InRange(pixels.Average(value => value), 5, 70);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task<string> ReadLineWithAsync(StreamReader reader, string part)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The program ended before it said '{part}'.");
    }
}
