using System.Diagnostics;
using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Sound.Pulse;

/// <summary>
/// One running client of the sound server. Its words on the error output are kept for sentences; disposing ends it. One that carries blocks ends by itself when the server moves it to
/// another device, as it does when the one that was asked for is unplugged: what comes from there is nobody's choice.
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
        // Sentences are looked for in its words.
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

        client._listening.Join(Patience);
        return client._process.ExitCode == 0
            ? new string(answer, 0, reading.GetAwaiter().GetResult())
            : throw new ShieldException(SlateReason.SourceMissing, $"No sound server can be reached (pactl: {client.Words}): start PulseAudio or PipeWire.");
    }

    /// <summary>Ends the client when it still runs.</summary>
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

    /// <summary>Takes down what the client says; the figures of one that carries, many a second, make no strings.</summary>
    private void Listen()
    {
        Span<byte> chunk = stackalloc byte[MaxLineLength];
        Span<byte> line = stackalloc byte[MaxLineLength];
        var length = 0;
        var said = _process.StandardError.BaseStream;
        try
        {
            while (said.Read(chunk) is > 0 and var read)
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
            // It has ended.
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
