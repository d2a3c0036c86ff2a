using System.Diagnostics;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.App.Desktop;

/// <summary>A session bus of its own.</summary>
internal sealed class PrivateBus : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Process? _daemon;

    /// <summary>Why there is none here; null when there is one.</summary>
    public static string? Missing => ExternalTool.Find("dbus-daemon") is null ? "dbus-daemon is not installed (apt-get install dbus)" : null;

    public string Address { get; private set; } = "";

    public async Task StartAsync()
    {
        _daemon = Process.Start(new ProcessStartInfo("dbus-daemon", ["--session", "--nofork", "--print-address"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Address = await _daemon.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? "";
    }

    public void Dispose()
    {
        _daemon?.Kill();
        _daemon?.Dispose();
    }
}
