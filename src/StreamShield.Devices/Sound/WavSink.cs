using System.Buffers.Binary;
using System.Runtime.InteropServices;
using StreamShield.Core;

namespace StreamShield.Devices;

/// <summary>Writes a WAV file: one channel of 48 kHz floats. Its header is right after every second of sound and after <see cref="Dispose"/>.</summary>
public sealed class WavSink(string path) : ISoundSink
{
    private const int HeaderBytes = 44;

    private FileStream? _file;
    private int _sinceHeader;

    /// <inheritdoc/>
    public string Name => Path.GetFileName(path);

    /// <inheritdoc/>
    public double LatencyMs => 0;

    /// <inheritdoc/>
    public void Open()
    {
        _file?.Dispose();
        try
        {
            _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
            _sinceHeader = 0;
            WriteHeader(_file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShieldException(SlateReason.SourceMissing, $"The sound '{path}' cannot be written ({VideoText.Plain(e.Message)}): choose another name.", e);
        }
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> block)
    {
        var file = _file ?? throw new InvalidOperationException($"{Name} is not open.");
        try
        {
            file.Write(MemoryMarshal.AsBytes(block));
            _sinceHeader += block.Length;
            if (_sinceHeader >= SoundFormat.Rate)
            {
                WriteHeader(file);
                _sinceHeader = 0;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new ShieldException(SlateReason.SourceLost, $"The sound '{path}' cannot be written on ({VideoText.Plain(e.Message)}): check the free space of that disk.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file is { CanWrite: true } file)
        {
            WriteHeader(file);
            file.Dispose();
        }
    }

    private static void WriteHeader(FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var bytes = (uint)Math.Clamp(file.Length - HeaderBytes, 0, uint.MaxValue - HeaderBytes);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], bytes + HeaderBytes - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], SoundFormat.Rate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[28..], SoundFormat.Rate * sizeof(float));
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], sizeof(float));
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 32);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], bytes);
        file.Position = 0;
        file.Write(header);
        file.Position = file.Length;
    }
}
