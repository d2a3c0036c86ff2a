using System.Diagnostics;
using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>
/// A running client process of the sound server. Keeps the last line of its error output for messages; disposing kills it. A streaming client also ends when
/// the server moves it to another device, as it does when the requested one is unplugged: nobody chose that device.
/// </summary>
internal sealed class PulseClient : IDisposable
{
    private const int MaxLineLength = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Thread _listening;
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
        // Its output is searched for English phrases.
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.Start();
        _listening = new Thread(Listen) { IsBackground = true, Name = $"{tool} says" };
        _listening.Start();
    }

    /// <summary>True if the clients (pactl, parec and pacat) are installed.</summary>
    public static bool IsInstalled => ExternalTool.Find("pactl") is not null && ExternalTool.Find("parec") is not null && ExternalTool.Find("pacat") is not null;

    /// <summary>The client's standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The client's standard input.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>The latency that a streaming client reports.</summary>
    public PulseTiming Timing { get; } = new();

    /// <summary>The client's last line of error output, phrased to fit into a sentence.</summary>
    public string Words => _lastLine.Length == 0 ? "it gave no reason" : $"it said: {VideoText.Plain(_lastLine)}";

    /// <summary>Starts a streaming client.</summary>
    /// <param name="tool"><c>parec</c> or <c>pacat</c>.</param>
    /// <param name="device">Name of the device.</param>
    /// <param name="channels">Channels per frame.</param>
    /// <param name="latencyMs">Latency to request from the server, in milliseconds.</param>
    public static PulseClient StartStream(string tool, string device, int channels, int latencyMs) => new(
        tool,
        [$"--device={device}", "--verbose", "--raw", "--format=float32le", $"--rate={SoundFormat.Rate}", $"--channels={channels}", $"--latency-msec={latencyMs}", "--client-name=StreamShield", "--stream-name=StreamShield"]);

    /// <summary>Runs <c>pactl</c> and returns its output.</summary>
    /// <param name="maxLength">Maximum length of the output in characters.</param>
    /// <param name="arguments">Arguments of the command.</param>
    /// <exception cref="ShieldException">No server answers, or not in time.</exception>
    public static string RunPactl(int maxLength, params string[] arguments)
    {
        using var client = new PulseClient("pactl", arguments);
        var answer = new char[maxLength];
        var reading = client._process.StandardOutput.ReadBlockAsync(answer, 0, maxLength);
        if (!client._process.WaitForExit(Patience) || !reading.IsCompleted && !((IAsyncResult)reading).AsyncWaitHandle.WaitOne(Patience))
        {
            throw new ShieldException(SlateReason.SourceMissing, $"The sound server does not answer within {Patience.TotalSeconds:0} s: log out and in again, or restart it.");
        }

        client._listening.Join(Patience);
        return client._process.ExitCode == 0
            ? new string(answer, 0, reading.GetAwaiter().GetResult())
            : throw new ShieldException(SlateReason.SourceMissing, $"No sound server can be reached (pactl: {client.Words}): start PulseAudio or PipeWire.");
    }

    /// <summary>Kills the client if it is still running.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(Patience);
        }

        _listening.Join(Patience);
        _process.Dispose();
    }

    /// <summary>Reads the client's error output. Latency reports, many per second, are parsed without allocating strings.</summary>
    private void Listen()
    {
        Span<byte> chunk = stackalloc byte[MaxLineLength];
        Span<byte> line = stackalloc byte[MaxLineLength];
        var length = 0;
        var errors = _process.StandardError.BaseStream;
        try
        {
            while (errors.Read(chunk) is > 0 and var read)
            {
                foreach (var letter in chunk[..read])
                {
                    if (letter is (byte)'\n' or (byte)'\r')
                    {
                        Take(line[..length]);
                        length = 0;
                    }
                    else if (length < MaxLineLength)
                    {
                        line[length++] = letter;
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The client has ended.
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        Span<char> buffer = stackalloc char[MaxLineLength];
        var text = buffer[..Encoding.UTF8.GetChars(line, buffer)];
        if (text.IsWhiteSpace() || Timing.Take(text))
        {
            return;
        }

        _lastLine = text.ToString().Replace("\e[K", "", StringComparison.Ordinal);
        if (text.StartsWith("Stream moved", StringComparison.Ordinal))
        {
            _process.Kill();
        }
    }
}
