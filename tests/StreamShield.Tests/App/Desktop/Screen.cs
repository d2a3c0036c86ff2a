using System.Diagnostics;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.App.Desktop;

/// <summary>An X server that nobody sees.</summary>
internal sealed class Screen : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Process? _server;

    /// <summary>Why there is none here; null when there is one.</summary>
    public static string? Missing => !OperatingSystem.IsLinux() ? "Xvfb is Linux's" : ExternalTool.Find("Xvfb") is null ? "Xvfb is not installed (apt-get install xvfb)" : null;

    public string Display { get; private set; } = "";

    public async Task StartAsync()
    {
        _server = Process.Start(new ProcessStartInfo("Xvfb", ["-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Display = $":{await _server.StandardOutput.ReadLineAsync().WaitAsync(Patience)}";
    }

    /// <summary>Runs a program on it to its end.</summary>
    public async Task RunAsync(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Starts a program on it.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="takesWords">True to write to its standard input.</param>
    public Process Start(string program, string[] arguments, bool takesWords = false)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = takesWords };
        start.Environment["DISPLAY"] = Display;
        return Process.Start(start)!;
    }

    public void Dispose()
    {
        _server?.Kill();
        _server?.Dispose();
    }
}
