using System.Diagnostics;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices.Sound;

/// <summary>A PulseAudio server of one's own with a cable: the null sink "cable", whose sound comes back from its monitor. Clients find it by PULSE_SERVER.</summary>
public sealed class PulseServer : IDisposable
{
    private const string Variable = "PULSE_SERVER";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly Process? _process;
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public PulseServer()
    {
        var tool = ExternalTool.Find("pulseaudio");
        if (tool is null || ExternalTool.Find("parec") is null || !OperatingSystem.IsLinux())
        {
            Missing = "pulseaudio and pulseaudio-utils are not installed.";
            return;
        }

        var socket = _folder.File("native");
        var start = new ProcessStartInfo(tool) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes", "--realtime=no", "--log-target=stderr", "--log-level=error",
            $"--load=module-native-protocol-unix auth-anonymous=1 socket={socket}",
            "--load=module-null-sink sink_name=cable rate=48000 channels=2 format=float32le sink_properties=device.description=TestCable",
            "--load=module-null-sink sink_name=other rate=48000 channels=2 sink_properties=device.description=OtherCable",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var home in (string[])["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"])
        {
            start.Environment[home] = _folder.Path;
        }

        Environment.SetEnvironmentVariable(Variable, Address);
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Missing = WaitUntilItAnswers() ? null : "pulseaudio does not start here.";
    }

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; }

    /// <summary>Where clients find it.</summary>
    public string Address => $"unix:{_folder.File("native")}";

    /// <summary>Asks pactl to change something.</summary>
    public void Tell(params string[] arguments)
    {
        using var process = Process.Start(ExternalTool.Find("pactl")!, arguments);
        Assert.True(process.WaitForExit(Patience) && process.ExitCode == 0, string.Join(' ', arguments));
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill();
            _process.WaitForExit(Patience);
            _process.Dispose();
            Environment.SetEnvironmentVariable(Variable, _before);
        }

        _folder.Dispose();
    }

    private static bool WaitUntilItAnswers()
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            using var process = Process.Start(new ProcessStartInfo(ExternalTool.Find("pactl")!, ["info"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            if (process.WaitForExit(Patience) && process.ExitCode == 0)
            {
                return true;
            }
        }

        return false;
    }
}
