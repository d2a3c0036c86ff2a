using System.Diagnostics;
using StreamShield.Devices.Sound.Pulse;
using StreamShield.Devices.Tools;

namespace StreamShield.Lab.Sound.Live;

/// <summary>A PulseAudio server of one's own with two null sinks: <see cref="Room"/>, whose monitor is the microphone, and <see cref="Cable"/>. Clients find it by PULSE_SERVER.</summary>
internal sealed class SoundHouse : IDisposable
{
    /// <summary>What is played into it is heard in the room.</summary>
    public const string Room = "room";

    /// <summary>Where the shielded sound goes.</summary>
    public const string Cable = "cable";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sound-house-");
    private readonly Process _server;

    private SoundHouse()
    {
        var socket = File("native");
        var start = new ProcessStartInfo(ExternalTool.Find("pulseaudio")!) { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes", "--log-target=stderr", "--log-level=error",
            $"--load=module-native-protocol-unix auth-anonymous=1 socket={socket}", Sink(Room), Sink(Cable),
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var home in (string[])["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME"])
        {
            start.Environment[home] = _folder.FullName;
        }

        Environment.SetEnvironmentVariable("PULSE_SERVER", $"unix:{socket}");
        _server = Process.Start(start)!;
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <returns>Null when PulseAudio is not installed or does not start.</returns>
    public static SoundHouse? Open()
    {
        if (ExternalTool.Find("pulseaudio") is null || !PulseClient.IsInstalled)
        {
            return null;
        }

        var house = new SoundHouse();
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience && !house._server.HasExited;)
        {
            try
            {
                PulseClient.RunPactl(4096, "info");
                return house;
            }
            catch (Core.Frames.ShieldException)
            {
                // Not yet.
            }
        }

        house.Dispose();
        return null;
    }

    /// <summary>A file that goes with the server.</summary>
    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit(Patience);
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Sink(string name) => $"--load=module-null-sink sink_name={name} rate=48000 channels=2 format=float32le";
}
