using System.Text;
using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Files;
using StreamShield.Onnx;
using StreamShield.Tests.Core;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.Fuzz;

/// <summary>Whatever a file holds: it is used, or refused in one sentence; nothing else happens.</summary>
public sealed class FileFuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Any_room_profile()
    {
        string[] corpus = [TestProfiles.Text(TestProfiles.Full), TestProfiles.Text(new Profile { Name = "x" }), """{"schema":1,"name":"x","later":{"a":[1,{"b":null}]},"zones":[{"name":"w","shape":"ellipse","centreX":0.5,"centreY":0.5,"radiusX":0.1,"radiusY":0.1}],"sound":{"on":false}}"""];
        Mutations.Of(corpus).Sample(
            bytes =>
            {
                if (Refusal(() => ProfileJson.Read(bytes, "x.json"), out var profile) is null)
                {
                    // What was read can be written, and says the same again.
                    TestProfiles.AssertSame(profile!, ProfileJson.Read(ProfileJson.Write(profile!), "x.json"));
                }
            },
            iter: 4000);
    }

    [Fact]
    public void Any_change_of_a_room()
    {
        string[] corpus = ["""{"effect":"blur","strength":50,"zones":[{"name":"w","kind":"hide","shape":"polygon","points":[[0,0],[1,0],[1,1]]}],"sound":{"on":true,"output":"x","offsetMs":5}}""", "{}"];
        Mutations.Of(corpus).Sample(bytes => Refusal(() => ProfileJson.Change(TestProfiles.Full, bytes, "The request"), out _), iter: 3000);
    }

    [Fact]
    public void Any_manifest()
    {
        var shipped = File.ReadAllText(Path.Combine(ModelStore.ForThisUser().ShippedFolder, "streamshield.json"));
        var small = TinyOnnx.Manifest("tiny", TinyOnnx.Constant(8, 8, 1), 8, 8).ToJsonString();
        Mutations.Of(shipped, small).Sample(bytes => Refusal(() => ModelManifest.Parse(bytes, "x.json"), out _), iter: 3000);
    }

    [Fact]
    public void Any_wav_file()
    {
        var path = _folder.File("x.wav");
        byte[][] corpus = [Wav(1, 1, 16, 2000), Wav(3, 2, 32, 4000), Wav(1, 2, 24, 3000), Extensible(Wav(1, 6, 16, 2400)), Extensible(Wav(3, 2, 32, 4000)), [.. "RF64"u8, .. Wav(1, 2, 16, 2000)[4..12], .. "ds64"u8, 24, 0, 0, 0, .. new byte[24], .. Wav(1, 2, 16, 2000)[12..]]];
        Mutations.Of(corpus).Sample(
            bytes =>
            {
                File.WriteAllBytes(path, bytes);
                using var source = new WavSource(path);
                if (Refusal(() => Open(source), out _) is not null)
                {
                    return;
                }

                var block = new float[SoundFormat.Block];
                var blocks = 0;
                while (source.Read(block))
                {
                    Assert.True(++blocks <= bytes.Length, "A file gives more sound than it has bytes.");
                }
            },
            iter: 1500,
            threads: 1);
    }

    private static bool Open(WavSource source)
    {
        source.Open();
        return true;
    }

    /// <summary>The same with the long form of the format, in which the kind stands at its end.</summary>
    private static byte[] Extensible(byte[] wav) =>
    [
        .. wav[..16], 40, 0, 0, 0, 0xFE, 0xFF, .. wav[22..36], 22, 0, .. wav[34..36], 3, 0, 0, 0, .. wav[20..22], 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71, .. wav[36..],
    ];

    [Fact]
    public void The_corpus_of_wav_files_is_good()
    {
        foreach (var (bytes, samples) in (IEnumerable<(byte[], int)>)[(Extensible(Wav(1, 6, 16, 2400)), 200), (Extensible(Wav(3, 2, 32, 4000)), 500)])
        {
            var path = _folder.File("good.wav");
            File.WriteAllBytes(path, bytes);
            using var source = new WavSource(path);
            source.Open();
            Assert.Equal(samples, source.Left);
        }
    }

    private static byte[] Wav(short kind, short channels, short bits, int bytes)
    {
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + bytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write(kind);
        writer.Write(channels);
        writer.Write(SoundFormat.Rate);
        writer.Write(SoundFormat.Rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write(bits);
        writer.Write("data"u8);
        writer.Write(bytes);
        writer.Write(new byte[bytes]);
        return file.ToArray();
    }

    /// <summary>The sentence of a refusal, which is one line; null when there was none.</summary>
    private static string? Refusal<T>(Func<T> read, out T? value)
    {
        try
        {
            value = read();
            return null;
        }
        catch (ShieldException e)
        {
            value = default;
            Assert.EndsWith(".", e.Message);
            Assert.DoesNotContain('\n', e.Message);
            Assert.True(Encoding.UTF8.GetByteCount(e.Message) < 2000, e.Message);
            return e.Message;
        }
    }
}
