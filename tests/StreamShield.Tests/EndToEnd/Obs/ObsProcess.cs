using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamShield.App.Obs;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>The real OBS on a screen that nobody sees, with a home of its own, its WebSocket server on a free port and a canvas of 640x360. It can be closed as a user closes it, and started again.</summary>
internal sealed class ObsProcess : IAsyncDisposable
{
    public const string Password = "nöt a \\secret\\n, \"quoted\" 'twice' = ; # ß\\";
    public const int Width = 640;
    public const int Height = 360;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly TempFolder _home = new();
    private readonly StringBuilder _log = new();
    private Process? _screen;
    private Process? _obs;

    private ObsProcess(int framesPerSecond)
    {
        Address = ObsAddress.Here(FreePort());
        Recordings = _home.File("recordings");
        TempFolder.SetMode(_home.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Configure(framesPerSecond);
    }

    /// <summary>Why there is no OBS here; null when there is one.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "OBS under Xvfb is Linux's"
        : ExternalTool.Find("obs") is null ? "obs is not installed (apt-get install obs-studio)"
        : ExternalTool.Find("Xvfb") is null ? "Xvfb is not installed (apt-get install xvfb)"
        : null;

    public ObsAddress Address { get; }

    /// <summary>Where it records to.</summary>
    public string Recordings { get; }

    /// <summary>Where OBS keeps its settings.</summary>
    public string Settings => _home.File(".config/obs-studio");

    /// <summary>The screen's name, for X.</summary>
    public string Display { get; private set; } = "";

    public bool IsRunning => _obs is { HasExited: false };

    /// <summary>What the last OBS gave when it ended; 128 and more for a signal.</summary>
    public int ExitCode => _obs!.ExitCode;

    /// <summary>
    /// True when OBS has died of its own fault, guard or not: when it closes, its WebSocket server may accept once more on a socket that is closed already (websocketpp's start_accept, by the core dump). OBS 29
    /// with no guard died so in 3 of 74 closings on a busy computer.
    /// </summary>
    public bool DiedByItself => ExitCode == 128 + 11 && LastWords.EndsWith("[obs_module_unload] Shutting down...", StringComparison.Ordinal);

    /// <summary>The end of its newest log file, which is complete even after a crash.</summary>
    public string LastWords => string.Join(" | ", File.ReadAllLines(Directory.GetFiles(Path.Combine(Settings, "logs")).Max(StringComparer.Ordinal)!).TakeLast(6));

    /// <summary>What OBS has said since its last start.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts the screen and OBS.</summary>
    public static async Task<ObsProcess> StartAsync(int framesPerSecond = 30)
    {
        var obs = new ObsProcess(framesPerSecond);
        try
        {
            obs._screen = obs.Run("Xvfb", ["-displayfd", "1", "-screen", "0", "1024x700x24", "-nolisten", "tcp"], []);
            obs.Display = $":{await obs._screen.StandardOutput.ReadLineAsync().WaitAsync(Patience)}";
            await obs.StartAgainAsync();
            return obs;
        }
        catch
        {
            await obs.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts OBS once more, with the settings that it has left.</summary>
    public async Task StartAgainAsync()
    {
        _obs?.Dispose();
        lock (_log)
        {
            _log.Clear();
        }

        _obs = Run("obs", ["--multi", "--minimize-to-tray", "--disable-updater", "--disable-shutdown-check"], new()
        {
            ["DISPLAY"] = Display,
            ["HOME"] = _home.Path,
            ["XDG_CONFIG_HOME"] = _home.File(".config"),
            ["XDG_RUNTIME_DIR"] = _home.Path,
            ["LIBGL_ALWAYS_SOFTWARE"] = "1",
            ["QT_QPA_PLATFORM"] = "xcb",
        });
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var reader in (StreamReader[])[_obs.StandardOutput, _obs.StandardError])
        {
            _ = Task.Run(() => ReadLog(reader, started));
        }

        try
        {
            await started.Task.WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"OBS does not start; it says: {Log}", e);
        }
    }

    /// <summary>Closes the main window, as a user does, and waits until OBS has ended.</summary>
    /// <returns>False when it does not end.</returns>
    public async Task<bool> CloseAsync()
    {
        X11Close.Send(Display, "OBS ");
        try
        {
            await _obs!.WaitForExitAsync().WaitAsync(Patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Waits for the end of an OBS that may be about to die.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan patience)
    {
        try
        {
            await _obs!.WaitForExitAsync().WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Ends an OBS that hangs.</summary>
    public void Kill() => End(_obs);

    public ValueTask DisposeAsync()
    {
        // OBS first: without its screen it would dump core.
        End(_obs);
        End(_screen);
        _obs?.Dispose();
        _screen?.Dispose();
        _home.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A session of its own.</summary>
    public Task<ObsConnection> ConnectAsync() => ObsConnection.ConnectAsync(Address, Password, TimeProvider.System, CancellationToken.None, TimeSpan.FromSeconds(30));

    private static void End(Process? process)
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            process.WaitForExit(Patience);
        }
    }

    private static int FreePort()
    {
        using var finder = new TcpListener(IPAddress.Loopback, 0);
        finder.Start();
        return ((IPEndPoint)finder.LocalEndpoint).Port;
    }

    private void Configure(int framesPerSecond)
    {
        var settings = _home.File(".config/obs-studio");
        Directory.CreateDirectory(Path.Combine(settings, "basic", "profiles", "Test"));
        Directory.CreateDirectory(Path.Combine(settings, "basic", "scenes"));
        Directory.CreateDirectory(Recordings);
        File.WriteAllText(Path.Combine(settings, "global.ini"), $"""
            [General]
            FirstRun=true
            LastVersion=486539267
            EnableAutoUpdates=false
            InfoIncrement=2147483647

            [Basic]
            Profile=Test
            ProfileDir=Test
            SceneCollection=Test
            SceneCollectionFile=Test
            ConfigOnNewProfile=false

            [OBSWebSocket]
            FirstLoad=false
            ServerEnabled=true
            ServerPort={Address.Uri.Port}
            AlertsEnabled=false
            AuthRequired=true
            ServerPassword={Password.Replace("\\", "\\\\", StringComparison.Ordinal)}

            """);
        File.WriteAllText(Path.Combine(settings, "basic", "profiles", "Test", "basic.ini"), $"""
            [General]
            Name=Test

            [Video]
            BaseCX={Width}
            BaseCY={Height}
            OutputCX={Width}
            OutputCY={Height}
            FPSCommon={framesPerSecond}

            [Output]
            Mode=Simple

            [SimpleOutput]
            FilePath={Recordings}
            RecFormat=mkv
            RecQuality=Stream
            VBitrate=2000
            StreamEncoder=x264

            """);
    }

    private Process Run(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(ExternalTool.Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _home.Path };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private void ReadLog(StreamReader reader, TaskCompletionSource started)
    {
        try
        {
            while (reader.ReadLine() is { } line)
            {
                lock (_log)
                {
                    _log.AppendLine(line);
                }

                if (line.Contains("Server started successfully", StringComparison.Ordinal))
                {
                    started.TrySetResult();
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was let go of.
        }
    }
}
