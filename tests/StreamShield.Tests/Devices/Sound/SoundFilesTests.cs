using System.Text;
using Microsoft.Extensions.Time.Testing;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound;
using StreamShield.Devices.Sound.Files;

namespace StreamShield.Tests.Devices.Sound;

/// <summary>WAV files: exact bytes, other programs' layouts, clear refusals; and the choice of a device by its name.</summary>
public sealed class SoundFilesTests : IDisposable
{
    private static readonly SoundDevice[] Devices = [new("a.b", "USB Mic", true), new("c", "Built-in Mic", false), new("d.monitor", "Monitor of Mic", false, IsMonitor: true)];

    private readonly TempFolder _folder = new();

    [Fact]
    public void Stereo_of_whole_numbers_is_folded_and_padded()
    {
        Write(1, 2, 48000, 16, [0x00, 0x40, 0x00, 0x00, 0x00, 0xC0, 0x00, 0xC0], extra: true);
        using var source = new WavSource(_folder.File("in.wav"));
        source.Open();
        var block = new float[SoundFormat.Block];
        Assert.True(source.Read(block));
        Assert.Equal([0.25f, -0.5f, 0f], block[..3]);
        Assert.False(source.Read(block));
    }

    [Theory]
    [InlineData(1, 1, 44100, 16, "it has 44100 Hz, 1 channels and 16 bits; supported are 48000 Hz")]
    [InlineData(1, 1, 48000, 24, "24 bits")]
    [InlineData(1, 9, 48000, 16, "9 channels")]
    public void Other_formats_are_refused_with_the_line_that_mends_them(int kind, int channels, int rate, int bits, string part)
    {
        Write(kind, channels, rate, bits, new byte[64]);
        using var source = new WavSource(_folder.File("in.wav"));
        var sentence = Assert.Throws<ShieldException>(source.Open).Message;
        Assert.Contains(part, sentence, StringComparison.Ordinal);
        Assert.EndsWith("'ffmpeg -i IN -ar 48000 OUT.wav' makes one that can.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_wav_file_is_refused()
    {
        File.WriteAllText(_folder.File("in.wav"), "hello, I am no sound at all");
        using var source = new WavSource(_folder.File("in.wav"));
        Assert.Contains("it is not a WAV file", Assert.Throws<ShieldException>(source.Open).Message, StringComparison.Ordinal);
        using var missing = new WavSource(_folder.File("nosuch.wav"));
        Assert.Throws<ShieldException>(missing.Open);
    }

    [Fact]
    public void A_file_being_written_can_be_read_after_every_second()
    {
        using var sink = new WavSink(_folder.File("out.wav"));
        sink.Open();
        var block = new float[SoundFormat.Block];
        for (var i = 0; i < 100; i++)
        {
            sink.Write(block);
        }

        using var file = new FileStream(_folder.File("out.wav"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new BinaryReader(file);
        // The room for the sizes of an RF64 file stands before the format: 12 + 36 + 24 bytes.
        file.Position = 72;
        Assert.Equal("data"u8, reader.ReadBytes(4));
        Assert.Equal(48000 * 4, reader.ReadInt32());
    }

    [Theory]
    [InlineData(null, "a.b")]
    [InlineData("USB Mic", "a.b")]
    [InlineData("c", "c")]
    [InlineData("built", "c")]
    [InlineData("d.monitor", "d.monitor")]
    public void A_device_is_found_by_name_description_or_part(string? text, string name) => Assert.Equal(name, SoundDevices.Choose(Devices, text, "microphone").Name);

    [Theory]
    [InlineData("mic", "'mic' matches more than one microphone: choose one of 'USB Mic', 'Built-in Mic'.")]
    [InlineData("monitor", "There is no microphone 'monitor': choose one of 'USB Mic', 'Built-in Mic'.")]
    public void Two_that_fit_or_none_are_refused(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ShieldException>(() => SoundDevices.Choose(Devices, text, "microphone")).Message);

    [Fact]
    public void A_file_is_paced_by_the_clock_and_disposing_ends_the_wait()
    {
        Write(1, 1, 48000, 16, new byte[48000]);
        var time = new FakeTimeProvider();
        var source = new PacedSource(new WavSource(_folder.File("in.wav")), time);
        source.Open();
        var block = new float[SoundFormat.Block];
        Assert.True(source.Read(block));
        time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.True(source.Read(block));
        var waiting = Task.Run(() => source.Read(block));
        source.Dispose();
        Assert.True(((IAsyncResult)waiting).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(20)));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(int kind, int channels, int rate, int bits, byte[] data, bool extra = false)
    {
        using var writer = new BinaryWriter(File.Create(_folder.File("in.wav")));
        writer.Write("RIFF"u8);
        writer.Write(1000);
        writer.Write("WAVE"u8);
        if (extra)
        {
            writer.Write(Encoding.ASCII.GetBytes("LIST"));
            writer.Write(3);
            writer.Write(new byte[4]);
        }

        writer.Write("fmt "u8);
        writer.Write(16);
        writer.Write((ushort)kind);
        writer.Write((ushort)channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((ushort)(channels * bits / 8));
        writer.Write((ushort)bits);
        writer.Write("data"u8);
        writer.Write(data.Length);
        writer.Write(data);
    }
}
