using System.Diagnostics;
using System.Text;
using StreamShield.Tests.Devices;
using StreamShield.Tests.EndToEnd;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App;

/// <summary>The program on a terminal that nobody reads, as behind a stuck connection: the key that ends it is obeyed, in order.</summary>
public sealed class FullTerminalTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Columns of the terminal: one status line is more than the kernel keeps for a reader.</summary>
    private const int Columns = 60_000;

    [Fact]
    public async Task A_key_ends_the_run_in_order_though_nobody_reads_the_terminal()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, "the program and a pseudo terminal are needed");
        using var folder = new TempFolder();
        var model = TinyOnnx.Write(folder.File("model"), "tiny", TinyOnnx.Constant(32, 24, 1), 32, 24);
        using var terminal = new FileStream(PseudoTerminal.Open(out var path), FileAccess.ReadWrite, 0);
        var program = Path.Combine(AppContext.BaseDirectory, "streamshield");
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec <>{path} >&0 2>&1; stty cols {Columns}; exec \"$0\" \"$@\"", program, "run", "--source", "pattern", "--size", "160x96", "--model", model, "--port", "0", "--no-page"]);
        // Opened once and never closed in between: a terminal that nobody has open cannot be read.
        start.Environment["TERM"] = "xterm";
        using var process = Process.Start(start)!;
        try
        {
            await ReadUpToAsync(terminal, "HIDDEN");
            // The line that has begun does not fit, and the next ones come after it: five each second.
            await Task.Delay(TimeSpan.FromSeconds(1));
            terminal.Write("q"u8);
            using var patience = new CancellationTokenSource(Patience);
            await process.WaitForExitAsync(patience.Token);
            // Whatever hangs at the end is given up, but then the run has failed and the terminal stays without echo.
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static async Task ReadUpToAsync(FileStream terminal, string words)
    {
        var said = new StringBuilder();
        var bytes = new byte[256];
        while (!said.ToString().Contains(words, StringComparison.Ordinal))
        {
            said.Append(Encoding.UTF8.GetString(bytes, 0, await Task.Run(() => terminal.Read(bytes)).WaitAsync(Patience)));
        }
    }
}
