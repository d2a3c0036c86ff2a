using System.IO.Pipes;
using System.Runtime.InteropServices;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>An output of PulseAudio or PipeWire, through <c>pacat</c>. The pipe to it is made as short as the system allows, and two channels fill it in half the time, for what lies in it is heard late.</summary>
internal sealed partial class PulseSink(string name) : PulseEndpoint(name, "sound output"), ISoundSink
{
    private const int AskedMs = 20;
    private const int Channels = 2;
    private const int ShortestPipe = 4096;
    private const int SetPipeSize = 1031;

    private readonly float[] _frames = new float[SoundFormat.Block * Channels];

    /// <summary>What lies in the pipe and what the server keeps.</summary>
    public override double LatencyMs => AskedMs + (ShortestPipe / (Channels * sizeof(float)) * 1000.0 / SoundFormat.Rate);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> block)
    {
        var input = Client.Input;
        for (var i = 0; i < block.Length; i++)
        {
            _frames.AsSpan(i * Channels, Channels).Fill(block[i]);
        }

        try
        {
            input.Write(MemoryMarshal.AsBytes(_frames.AsSpan(0, block.Length * Channels)));
            input.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw Lost(e);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<SoundDevice> List() => new PulseFamily().Outputs();

    /// <inheritdoc/>
    protected override PulseClient Start(string device)
    {
        var client = PulseClient.Carry("pacat", device, Channels, AskedMs);
        if (client.Input is PipeStream pipe)
        {
            // Refused at worst, then more lies in the pipe.
            _ = FileControl(pipe.SafePipeHandle, SetPipeSize, ShortestPipe);
        }

        return client;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileControl(SafeHandle file, int command, int argument);
}
