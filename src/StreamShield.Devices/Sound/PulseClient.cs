using System.Diagnostics;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>One running client of the sound server. Its words on the error output are kept for sentences; disposing ends it.</summary>
internal sealed class PulseClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private volatile string _lastLine = "";

    private PulseClient(string tool, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(ExternalTool.Find(tool) ?? throw new ShieldException(SlateReason.SourceMissing, SoundDevices.None))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Sentences are looked for in its words.
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
    }

    /// <summary>True when this machine has the clients.</summary>
    public static bool IsInstalled => ExternalTool.Find("pactl") is not null && ExternalTool.Find("parec") is not null && ExternalTool.Find("pacat") is not null;

    /// <summary>What the client writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What the client reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>How late it says to be, of a client that carries blocks.</summary>
    public PulseTiming Timing { get; } = new();

    /// <summary>The client's last words, made to fit into a sentence.</summary>
    public string Words => _lastLine.Length == 0 ? "it gave no reason" : $"it said: {VideoText.Plain(_lastLine)}";

    /// <summary>Starts a client that carries blocks.</summary>
    /// <param name="tool"><c>parec</c> or <c>pacat</c>.</param>
    /// <param name="device">The device's name.</param>
    /// <param name="channels">Of each frame.</param>
    /// <param name="latencyMs">What to ask the server for.</param>
    public static PulseClient Carry(string tool, string device, int channels, int latencyMs) => new(
        tool,
        [$"--device={device}", "--verbose", "--raw", "--format=float32le", $"--rate={SoundFormat.Rate}", $"--channels={channels}", $"--latency-msec={latencyMs}", "--client-name=StreamShield", "--stream-name=StreamShield"]);

    /// <summary>Asks <c>pactl</c> something.</summary>
    /// <param name="longest">Most characters of its answer.</param>
    /// <param name="arguments">The question.</param>
    /// <exception cref="ShieldException">No server answers, or not in time.</exception>
    public static string Ask(int longest, params string[] arguments)
    {
        using var client = new PulseClient("pactl", arguments);
        var answer = new char[longest];
        var reading = client._process.StandardOutput.ReadBlockAsync(answer, 0, longest);
        if (!client._process.WaitForExit(Patience) || !reading.IsCompleted && !((IAsyncResult)reading).AsyncWaitHandle.WaitOne(Patience))
        {
            throw new ShieldException(SlateReason.SourceMissing, $"The sound server does not answer within {Patience.TotalSeconds:0} s: log out and in again, or restart it.");
        }

        client._process.WaitForExit();
        return client._process.ExitCode == 0
            ? new string(answer, 0, reading.GetAwaiter().GetResult())
            : throw new ShieldException(SlateReason.SourceMissing, $"No sound server can be reached (pactl: {client.Words}): start PulseAudio or PipeWire.");
    }

    private void Take(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line) && !Timing.Take(line))
        {
            _lastLine = line;
        }
    }

    /// <summary>Ends the client when it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(Patience);
        }

        _process.Dispose();
    }
}
