using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Recording;
using StreamShield.Devices.Sound.Files;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Devices;

/// <summary>Files that used to go wrong: sizes, names at the file system's limit, sound beyond 4 GiB.</summary>
public sealed class FileCasesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(2160, 3840)]
    [InlineData(3000, 3000)]
    public void Upright_and_square_sizes_are_taken(int width, int height) => Assert.Equal(width, new FrameSize(width, height).Width);

    [Theory]
    [InlineData(7680, 4320, "4096x2304")]
    [InlineData(4320, 7680, "2304x4096")]
    [InlineData(641, 361, "640x360")]
    public void Advice_keeps_the_shape(int width, int height, string advice) =>
        Assert.Contains(advice, Assert.Throws<ShieldException>(() => new FrameSize(width, height)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_wav_header_beyond_4_GiB_tells_its_length_in_64_bits()
    {
        var header = new byte[80];
        WavSink.FillHeader(header, 5L << 30);
        Assert.Equal("RF64"u8.ToArray(), header[..4]);
        Assert.Equal("ds64"u8.ToArray(), header[12..16]);
        Assert.Equal(5L << 30, BitConverter.ToInt64(header, 28));
        WavSink.FillHeader(header, 1000);
        Assert.Equal("RIFF"u8.ToArray(), header[..4]);
        Assert.Equal(1000, BitConverter.ToInt32(header, 76));
    }

    /// <summary>5 GiB of which the disk keeps nothing but the header.</summary>
    [Theory]
    [InlineData("RF64")]
    [InlineData("BW64")]
    public void Sound_beyond_4_GiB_is_read_to_its_end(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files with holes are made another way there");
        const long Bytes = 5L << 30;
        var header = new byte[80];
        WavSink.FillHeader(header, Bytes);
        Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        var path = _folder.File("long.wav");
        using (var file = File.Create(path))
        {
            file.Write(header);
            file.SetLength(header.Length + Bytes);
        }

        using var source = new WavSource(path);
        source.Open();
        Assert.Equal(Bytes / sizeof(float), source.Left);
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(0u)]
    public void Sound_written_into_a_pipe_is_read_though_its_header_never_learnt_the_length(uint size)
    {
        var header = new byte[80];
        WavSink.FillHeader(header, 0);
        BitConverter.GetBytes(size).CopyTo(header, 76);
        var path = _folder.File("pipe.wav");
        File.WriteAllBytes(path, [.. header, .. new byte[4000]]);
        using var source = new WavSource(path);
        source.Open();
        Assert.Equal(1000, source.Left);
    }

    /// <summary>Sizes and counts that are lies: refused, or read to the file's end.</summary>
    [Theory]
    [InlineData(20, -1L, 1000)]
    [InlineData(20, long.MinValue, 1000)]
    [InlineData(20, long.MaxValue, 1000)]
    [InlineData(76, 0xFFFFFFFEL, 1000)]
    [InlineData(58, 0xFFFFL, null)]
    [InlineData(58, 0L, null)]
    [InlineData(60, 0L, null)]
    [InlineData(52, 0xFFFFFFFFL, null)]
    [InlineData(16, 0xFFFFFFFFL, null)]
    public void A_header_that_lies_costs_nothing(int at, long lie, int? samples)
    {
        var header = new byte[80];
        WavSink.FillHeader(header, 5L << 30);
        if (at == 20)
        {
            // The length in 64 bits, which counts where the usual one says 'endless'.
            BitConverter.TryWriteBytes(header.AsSpan(28), lie);
        }
        else if (at == 58)
        {
            BitConverter.TryWriteBytes(header.AsSpan(at), (ushort)lie);
        }
        else
        {
            BitConverter.TryWriteBytes(header.AsSpan(at), (uint)lie);
        }

        var path = _folder.File("lie.wav");
        File.WriteAllBytes(path, [.. header, .. new byte[4000]]);
        using var source = new WavSource(path);
        if (samples is null)
        {
            Assert.Contains("ffmpeg -i IN", Assert.Throws<ShieldException>(source.Open).Message, StringComparison.Ordinal);
            return;
        }

        source.Open();
        var block = new float[SoundFormat.Block];
        var blocks = 0;
        while (source.Read(block))
        {
            blocks++;
        }

        Assert.InRange(blocks, lie < 0 ? 0 : 1, (samples.Value / block.Length) + 1);
    }

    /// <summary>8 GiB of empty chunks, of which the disk keeps nothing.</summary>
    [Fact]
    public async Task A_file_of_empty_chunks_is_refused_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files with holes are made another way there");
        var path = _folder.File("empty.wav");
        await using (var file = File.Create(path))
        {
            file.Write("RIFF\0\0\0\0WAVE"u8);
            file.SetLength(8L << 30);
        }

        using var source = new WavSource(path);
        var refused = await Task.Run(() => Assert.Throws<ShieldException>(source.Open)).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("it holds no sound", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_longer_than_the_file_system_allows_is_refused_before_the_work()
    {
        var refusal = Assert.Throws<ShieldException>(() => new FileSink(_folder.File(new string('ü', 126) + ".mp4"), new FrameSize(96, 64), 25));
        Assert.Contains("too long", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
        PartialFile.CheckName(_folder.File("new.mp4"));
    }

    [Fact]
    public void A_name_as_long_as_the_file_system_allows_is_written()
    {
        Assert.SkipWhen(ExternalTool.Ffmpeg is null, TestClips.NoFfmpeg);
        var size = new FrameSize(96, 64);
        var path = _folder.File(new string('x', 250) + ".mp4");
        using var sink = new FileSink(path, size, 25);
        using var picture = new ShieldedFrame(size);
        sink.Write(picture);
        sink.Complete();
        Assert.True(File.Exists(path));
    }

    public void Dispose() => _folder.Dispose();
}
