using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace StreamShield.Tests.EndToEnd;

/// <summary>The program itself in a process of its own.</summary>
internal sealed partial class ShieldProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "streamshield");

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    public ShieldProcess(string[] arguments, string folder, Dictionary<string, string?> environment)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        // The runtime's own debugging pipes would lie in the folder for temporary files when it is killed.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        Errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>True where signals and the built program are to be had.</summary>
    public static bool CanRun => OperatingSystem.IsLinux() && File.Exists(Program);

    /// <summary>Number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>The programs that it has started and that run now: ffmpeg, which decodes, and others.</summary>
    public IReadOnlyList<int> Helpers => HelpersOf(Id);

    /// <summary>All of the error output, at the end.</summary>
    public Task<string> Errors { get; }

    /// <summary>Reads the output up to a line with these words.</summary>
    public async Task<string> LineWithAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _said.AppendLine(line);
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The program ended before it said '{words}'; it said: {_said} {await Errors}");
    }

    /// <summary>The address of the stream.</summary>
    public async Task<Uri> AddressAsync()
    {
        var line = await LineWithAsync("http://");
        return new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
    }

    /// <summary>Ends one of its helpers at once.</summary>
    public static void KillHelper(int helper) => Kill(helper, 9);

    /// <summary>Sends a signal. The test is skipped where the program cannot hear it: it would wait for ever.</summary>
    public void Signal(PosixSignal signal)
    {
        SkipWhereIgnored(signal);
        Assert.Equal(0, Kill(_process.Id, NumberOf(signal)));
    }

    /// <summary>Skips the test where a program that it starts cannot hear a signal.</summary>
    public static void SkipWhereIgnored(PosixSignal signal) => Assert.SkipWhen(
        IsIgnored(NumberOf(signal)), $"{signal} is ignored where these tests were started from, as in the background of a shell; a child cannot be sent it.");

    private static int NumberOf(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    /// <summary>What a process ignores its children ignore as well.</summary>
    private static bool IsIgnored(int signal)
    {
        const string Line = "SigIgn:";
        return OperatingSystem.IsLinux()
            && File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith(Line, StringComparison.Ordinal)) is { } ignored
            && (Convert.ToUInt64(ignored[Line.Length..].Trim(), 16) & (1UL << (signal - 1))) != 0;
    }

    /// <summary>Ends it at once, as SIGKILL does.</summary>
    public void Kill() => _process.Kill();

    public async Task<int> ExitCodeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _said.AppendLine(line);
        }

        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    /// <summary>The programs that some process has started and that run now.</summary>
    /// <param name="process">Its number.</param>
    /// <param name="name">Of the programs; null for all.</param>
    public static IReadOnlyList<int> HelpersOf(int process, string? name = null) =>
        [.. Directory.GetDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(other => int.TryParse(other, out _)).Select(int.Parse).Where(other => IsHelper(other, process, name))];

    private static bool IsHelper(int other, int process, string? name)
    {
        try
        {
            // The name in brackets, which may hold anything; then the state and the parent.
            var words = File.ReadAllText($"/proc/{other}/stat").Split(") ");
            var rest = words[^1].Split(' ');
            return rest[0] != "Z" && rest[1] == $"{process}" && (name is null || words[0].EndsWith($"({name}", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
