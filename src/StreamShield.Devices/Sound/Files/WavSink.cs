using System.Buffers.Binary;
using System.Runtime.InteropServices;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Sound.Files;

/// <summary>
/// Writes a WAV file: mono, 48 kHz, 32-bit float. The header is updated after every second of sound and in <see cref="Dispose"/>. Beyond 4 GiB the file becomes
/// RF64 (EBU Tech 3306), which audio programs read.
/// </summary>
public sealed class WavSink(string path) : ISoundSink
{
    private const int HeaderBytes = 80;
    private const int Ds64Bytes = 28;

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
        FillHeader(header, file.Length < HeaderBytes ? 0 : file.Length - HeaderBytes);
        file.Position = 0;
        file.Write(header);
        file.Position = file.Length;
    }

    /// <summary>Fills the header for a number of bytes of sound. If the length does not fit into 32 bits, the reserved chunk holds it as 64 bits.</summary>
    internal static void FillHeader(Span<byte> header, long bytes)
    {
        var all = bytes + HeaderBytes - 8;
        var large = all > uint.MaxValue;
        (large ? "RF64"u8 : "RIFF"u8).CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], large ? uint.MaxValue : (uint)all);
        "WAVE"u8.CopyTo(header[8..]);
        (large ? "ds64"u8 : "JUNK"u8).CopyTo(header[12..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Ds64Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[20..], large ? all : 0);
        BinaryPrimitives.WriteInt64LittleEndian(header[28..], large ? bytes : 0);
        BinaryPrimitives.WriteInt64LittleEndian(header[36..], large ? bytes / sizeof(float) : 0);
        "fmt "u8.CopyTo(header[48..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[52..], 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(header[58..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header[60..], SoundFormat.Rate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[64..], SoundFormat.Rate * sizeof(float));
        BinaryPrimitives.WriteUInt16LittleEndian(header[68..], sizeof(float));
        BinaryPrimitives.WriteUInt16LittleEndian(header[70..], 32);
        "data"u8.CopyTo(header[72..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[76..], large ? uint.MaxValue : (uint)bytes);
    }
}
