using System.Diagnostics;
using StreamShield.App.Hosting;

namespace StreamShield.Tests.App.Hosting;

/// <summary>What a process that ends at once leaves of the user's terminal.</summary>
public sealed class TerminalModesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Whatever was changed to read keys, and though a program's words wait for a reader that never comes.</summary>
    [Fact]
    public void The_modes_of_the_start_come_back_though_nobody_reads_the_terminal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pseudo terminals are Linux's");
        using var screen = new FileStream(PseudoTerminal.Open(out var path), FileAccess.ReadWrite, 0);
        using var program = Process.Start("/bin/sh", ["-c", $"exec <>{path} >&0; read go; stty -echo -icanon min 0; exec yes"]);
        try
        {
            var before = Modes(path);
            TerminalModes.Remember((int)screen.SafeFileHandle.DangerousGetHandle());
            screen.Write("\n"u8);
            Assert.True(SpinWait.SpinUntil(() => Modes(path) != before, Patience));

            TerminalModes.Restore();

            Assert.Equal(before, Modes(path));
        }
        finally
        {
            program.Kill();
        }
    }

    private static string Modes(string terminal)
    {
        using var stty = Process.Start(new ProcessStartInfo("stty", ["-F", terminal, "-g"]) { RedirectStandardOutput = true })!;
        var said = stty.StandardOutput.ReadToEnd();
        Assert.True(stty.WaitForExit(Patience));
        return said;
    }
}
