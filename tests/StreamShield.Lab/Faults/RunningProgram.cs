using System.Diagnostics;
using System.Globalization;
using System.Text;
using StreamShield.App.Http;
using StreamShield.Tests.Devices;

namespace StreamShield.Lab.Faults;

/// <summary>The real program, live in a process and folders of its own, and a client of its control page.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private const string Address = "Your shielded picture: ";
    private const string Group = "/proc/self/autogroup";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Behind a terminal of its own the program is in a scheduling group of its own. It gets the share of the processor that this process has, or the measure would be of what else this computer does.
    /// </summary>
    private static string SameShare => File.Exists(Group) ? $"echo {File.ReadAllText(Group).Split(' ')[^1].Trim()} > {Group}; " : "";

    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private RunningProgram(string source, string[] arguments, string? display)
    {
        string[] line = [Path.Combine(AppContext.BaseDirectory, "streamshield"), "run", "--source", source, "--sink", "mjpeg", "--no-page", .. arguments];
        if (display is not null)
        {
            // Before a person's terminal and screen: then it takes keys.
            line = ["script", "-qfec", $"{SameShare}exec {string.Join(' ', line.Select(word => $"'{word}'"))}", "/dev/null"];
        }

        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DISPLAY"] = display;

        foreach (var (name, place) in (ReadOnlySpan<(string, string)>)[("HOME", "home"), ("STREAMSHIELD_CONFIG", "config"), ("STREAMSHIELD_DATA", "data")])
        {
            start.Environment[name] = Directory.CreateDirectory(_folder.File(place)).FullName;
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Talks to the page.</summary>
    public HttpClient Http { get; } = new() { Timeout = Patience };

    /// <summary>Where it listens.</summary>
    public int Port => Picture.Port;

    /// <summary>The address of the stream, with its token.</summary>
    public Uri Picture { get; private set; } = null!;

    /// <summary>The token of docks and buttons.</summary>
    public string Control { get; private set; } = "";

    /// <summary>Starts it and waits for its address.</summary>
    /// <param name="source">What it shields.</param>
    /// <param name="arguments">More of its command line.</param>
    /// <param name="display">The X screen of one that takes keys; null for one that nobody sits before.</param>
    public static async Task<RunningProgram> StartAsync(string source, string[] arguments, string? display = null)
    {
        var program = new RunningProgram(source, arguments, display);
        while (program.Picture is null)
        {
            var line = await program._process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("The program has ended.");
            var at = line.IndexOf(Address, StringComparison.Ordinal);
            program.Picture = at >= 0 ? new Uri(line[(at + Address.Length)..].Trim()) : null!;
        }

        // Whatever else it says is taken and dropped.
        _ = program._process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        while (program.Control.Length == 0)
        {
            program.Control = RunFile.All(program._folder.File("data")) is [var run, ..] ? run.Control : "";
        }

        return program;
    }

    /// <summary>An address of the control page.</summary>
    public Uri At(string path) => new($"http://127.0.0.1:{Port}/{Control}/{path}");

    /// <summary>Presses a key in its terminal.</summary>
    public void Press(char key)
    {
        _process.StandardInput.BaseStream.WriteByte((byte)key);
        _process.StandardInput.BaseStream.Flush();
    }

    /// <summary>Sends a change.</summary>
    /// <returns>The status, or 0 when no answer came.</returns>
    public async Task<int> SendAsync(string method, string path, string json = "{}")
    {
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), At(path)) { Content = method == "GET" ? null : new StringContent(json, Encoding.UTF8, "application/json") };
            using var answer = await Http.SendAsync(request);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return 0;
        }
    }

    /// <summary>What the process holds now, as the system counts it.</summary>
    public (double Resident, double Own, int Handles, int Threads) Held()
    {
        var lines = File.ReadAllLines($"/proc/{_process.Id}/status");
        double Number(string name) => double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        return (Number("VmRSS") / 1024, Number("RssAnon") / 1024, Directory.GetFileSystemEntries($"/proc/{_process.Id}/fd").Length, (int)Number("Threads"));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Dispose();
    }
}
