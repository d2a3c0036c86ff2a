using System.Buffers.Binary;
using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Core.Storage;
using StreamShield.Devices.Tools;

namespace StreamShield.Devices.Sound.Files;

/// <summary>Reads a WAV, RF64 or BW64 file with 48 kHz, as 16-bit integers or 32-bit floats; its channels are folded to mono.</summary>
public sealed class WavSource(string path) : ISoundSource
{
    private const int Whole = 1;
    private const int Float = 3;
    private const int Extensible = 0xFFFE;
    private const int MaxChannels = 8;

    /// <summary>A file of nothing but empty chunks would be read for hours.</summary>
    private const int MaxChunks = 1000;

    private readonly ChannelFold _fold = new();
    private FileStream? _file;
    private byte[] _bytes = [];
    private int _channels;
    private bool _floats;
    private long _left;

    /// <inheritdoc/>
    public string Name => Path.GetFileName(path) + _fold.Words;

    /// <inheritdoc/>
    public double LatencyMs => 0;

    /// <summary>Samples per channel that have not been read yet. Valid while the file is open.</summary>
    internal long Left => _left / (SampleBytes * _channels);

    /// <inheritdoc/>
    public void Open()
    {
        _file?.Dispose();
        try
        {
            _file = PlainFile.Open(path);
            ReadHeader(_file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ShieldException(SlateReason.SourceMissing, $"The sound '{path}' cannot be read ({VideoText.Plain(e.Message)}): check the name.", e);
        }

        _bytes = new byte[SoundFormat.Block * SampleBytes * _channels];
    }

    /// <inheritdoc/>
    public bool Read(Span<float> block)
    {
        var file = _file ?? throw new InvalidOperationException($"{Name} is not open.");
        var rest = _bytes.AsSpan(0, (int)Math.Min(_bytes.Length, _left));
        var read = file.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false);
        _left -= read;
        var frames = read / (SampleBytes * _channels);
        if (_channels == 2)
        {
            // Fold it like a microphone's channels: the file takes the place of a microphone.
            var stereo = _fold.Sides(block.Length);
            for (var i = 0; i < stereo.Length; i++)
            {
                stereo[i] = i < 2 * frames ? Sample(i) : 0;
            }

            _fold.Fold(stereo, block);
            return frames > 0;
        }

        for (var i = 0; i < block.Length; i++)
        {
            block[i] = i < frames ? Folded(i * _channels) : 0;
        }

        return frames > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private int SampleBytes => _floats ? sizeof(float) : sizeof(short);

    private float Folded(int first)
    {
        var sum = 0f;
        for (var i = first; i < first + _channels; i++)
        {
            sum += Sample(i);
        }

        return sum / _channels;
    }

    private float Sample(int i) => _floats
        ? BinaryPrimitives.ReadSingleLittleEndian(_bytes.AsSpan(i * sizeof(float)))
        : BinaryPrimitives.ReadInt16LittleEndian(_bytes.AsSpan(i * sizeof(short))) / 32768f;

    private void ReadHeader(FileStream file)
    {
        Span<byte> head = stackalloc byte[12];
        if (file.ReadAtLeast(head, 12, false) < 12 || !IsWave(head[..4]) || !head[8..].SequenceEqual("WAVE"u8))
        {
            throw Refused("it is not a WAV file");
        }

        Span<byte> format = stackalloc byte[26];
        long? largeSize = null;
        for (var chunk = 0; chunk < MaxChunks && file.ReadAtLeast(head[..8], 8, false) == 8; chunk++)
        {
            long size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head[..4].SequenceEqual("data"u8))
            {
                // Programs that write into a pipe, or crashed, leave 0 or 0xFFFFFFFF as the length; RF64 files use 0xFFFFFFFF and hold the 64-bit length
                // elsewhere.
                _left = size is uint.MaxValue or 0 ? largeSize ?? long.MaxValue : size;
                _left = Math.Clamp(_left, 0, file.Length - file.Position);
                if (_channels == 0)
                {
                    throw Refused("it does not say its format");
                }

                return;
            }

            var next = file.Position + size + (size & 1);
            if (head[..4].SequenceEqual("ds64"u8) && size >= 16)
            {
                file.ReadExactly(format[..16]);
                largeSize = BinaryPrimitives.ReadInt64LittleEndian(format[8..]);
            }
            else if (head[..4].SequenceEqual("fmt "u8) && size >= 16)
            {
                var part = format[..(int)Math.Min(format.Length, size)];
                file.ReadExactly(part);
                ReadFormat(part);
            }

            file.Position = next;
        }

        throw Refused("it holds no sound");
    }

    private static bool IsWave(ReadOnlySpan<byte> name) => name.SequenceEqual("RIFF"u8) || name.SequenceEqual("RF64"u8) || name.SequenceEqual("BW64"u8);

    private void ReadFormat(ReadOnlySpan<byte> format)
    {
        int kind = BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (kind == Extensible && format.Length >= 26)
        {
            kind = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        }

        _channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        _floats = kind == Float;
        if (rate != SoundFormat.Rate || _channels is < 1 or > MaxChannels || (kind, bits) is not ((Whole, 16) or (Float, 32)))
        {
            var message = new StringBuilder($"it has {rate} Hz, {_channels} channels and {bits} bits; supported are {SoundFormat.Rate} Hz, 1 to {MaxChannels} channels, 16 bits or 32-bit floats");
            throw Refused(message.ToString());
        }
    }

    private ShieldException Refused(string fault) =>
        new(SlateReason.SourceMissing, $"The sound '{path}' cannot be used, for {fault}: 'ffmpeg -i IN -ar {SoundFormat.Rate} OUT.wav' makes one that can.");
}
