using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OpenCvSharp;
using StreamShield.App.Obs;
using StreamShield.Devices;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>The real OBS on a screen that nobody sees, with a home of its own, its WebSocket server on a free port and a canvas of 640x360. One for all tests of a class.</summary>
public sealed class RealObs : IAsyncLifetime, IDisposable
{
    public const string Password = "not-a-secret";
    public const int Width = 640;
    public const int Height = 360;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Process> _processes = [];
    private readonly StringBuilder _log = new();
    private TempFolder? _home;

    /// <summary>Why there is no OBS here; null when there is one.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "OBS under Xvfb is Linux's"
        : ExternalTool.Find("obs") is null ? "obs is not installed (apt-get install obs-studio)"
        : ExternalTool.Find("Xvfb") is null ? "Xvfb is not installed (apt-get install xvfb)"
        : null;

    internal ObsAddress Address { get; private set; } = ObsAddress.Here();

    /// <summary>Where it records to.</summary>
    internal string Recordings => _home!.File("recordings");

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        _home = new TempFolder();
        TempFolder.SetMode(_home.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Address = ObsAddress.Here(FreePort());
        Configure();
        var screen = Start("Xvfb", ["-displayfd", "1", "-screen", "0", "1024x700x24", "-nolisten", "tcp"], []);
        var display = await screen.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        var obs = Start("obs", ["--multi", "--minimize-to-tray", "--disable-updater", "--disable-shutdown-check"], new()
        {
            ["DISPLAY"] = $":{display}",
            ["HOME"] = _home.Path,
            ["XDG_CONFIG_HOME"] = _home.File(".config"),
            ["XDG_RUNTIME_DIR"] = _home.Path,
            ["LIBGL_ALWAYS_SOFTWARE"] = "1",
            ["QT_QPA_PLATFORM"] = "xcb",
        });
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var reader in (StreamReader[])[obs.StandardOutput, obs.StandardError])
        {
            _ = Task.Run(() => ReadLog(reader, started));
        }

        try
        {
            await started.Task.WaitAsync(3 * Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"OBS does not start; it says: {Log()}");
        }
    }

    public Task DisposeAsync()
    {
        // OBS first: without its screen it would dump core.
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.Kill();
            process.WaitForExit(Patience);
            process.Dispose();
        }

        return Task.CompletedTask;
    }

    public void Dispose() => _home?.Dispose();

    /// <summary>A session of its own.</summary>
    internal Task<ObsConnection> ConnectAsync() => ObsConnection.ConnectAsync(Address, Password, TimeProvider.System, CancellationToken.None, TimeSpan.FromSeconds(30));

    /// <summary>How the guard gets in.</summary>
    internal ObsAccess Access => new(Address.ToString(), Password, []);

    /// <summary>What a scene or source shows now, as BGR of the canvas' size; the caller owns it.</summary>
    internal static async Task<Mat> ScreenshotAsync(ObsConnection obs, string source)
    {
        var answer = await obs.AskAsync(
            "GetSourceScreenshot",
            new JsonObject { ["sourceName"] = source, ["imageFormat"] = "png", ["imageWidth"] = Width, ["imageHeight"] = Height },
            CancellationToken.None);
        var data = answer.GetProperty("imageData").GetString()!;
        return Cv2.ImDecode(Convert.FromBase64String(data[(data.IndexOf(',', StringComparison.Ordinal) + 1)..]), ImreadModes.Color);
    }

    /// <summary>A scene with these inputs in it, none of which existed.</summary>
    internal static async Task MakeSceneAsync(ObsConnection obs, string scene, params (string Name, string Kind, JsonObject Settings)[] inputs)
    {
        await obs.AskAsync("CreateScene", new JsonObject { ["sceneName"] = scene }, CancellationToken.None);
        foreach (var (name, kind, settings) in inputs)
        {
            await obs.AskAsync(
                "CreateInput", new JsonObject { ["sceneName"] = scene, ["inputName"] = name, ["inputKind"] = kind, ["inputSettings"] = settings }, CancellationToken.None);
        }
    }

    internal static Task ShowAsync(ObsConnection obs, string scene) =>
        obs.AskAsync("SetCurrentProgramScene", new JsonObject { ["sceneName"] = scene }, CancellationToken.None);

    /// <summary>Waits for an event that fits.</summary>
    internal static async Task EventAsync(ObsConnection obs, Func<ObsProtocol.Event, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!fits(await obs.Events.ReadAsync(patience.Token)))
        {
        }
    }

    /// <summary>Asks until a scene goes out. Not by event: OBS tells of a scene at the end of its transition, and not at all when another comes in between.</summary>
    internal static async Task ShownAsync(ObsConnection obs, string scene)
    {
        var began = Stopwatch.StartNew();
        while ((await obs.AskAsync("GetCurrentProgramScene", null, ObsJson.Default.CurrentScene, CancellationToken.None)).CurrentProgramSceneName is var shown && shown != scene)
        {
            Assert.True(began.Elapsed < Patience, $"OBS shows '{shown}' and never '{scene}'.");
        }
    }

    private static int FreePort()
    {
        using var finder = new TcpListener(IPAddress.Loopback, 0);
        finder.Start();
        return ((IPEndPoint)finder.LocalEndpoint).Port;
    }

    private void Configure()
    {
        var settings = _home!.File(".config/obs-studio");
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
            ServerPassword={Password}

            """);
        File.WriteAllText(Path.Combine(settings, "basic", "profiles", "Test", "basic.ini"), $"""
            [General]
            Name=Test

            [Video]
            BaseCX={Width}
            BaseCY={Height}
            OutputCX={Width}
            OutputCY={Height}
            FPSCommon=30

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

    private Process Start(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(ExternalTool.Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _home!.Path };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    private void ReadLog(StreamReader reader, TaskCompletionSource started)
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

    private string Log()
    {
        lock (_log)
        {
            return _log.ToString();
        }
    }
}
