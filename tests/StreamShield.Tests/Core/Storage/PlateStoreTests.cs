using CsCheck;
using StreamShield.Core.Frames;
using StreamShield.Core.Storage;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Core.Storage;

/// <summary>Plates at rest: they come back exactly, or there is none; nothing on the disk says what they show.</summary>
public sealed class PlateStoreTests : IDisposable
{
    private const int NeverEncoded = 16;
    private static readonly FrameSize Size = new(64, 48);
    private readonly TempFolder _folder = new();
    private readonly PlateStore _store;

    public PlateStoreTests() => _store = new PlateStore(_folder.File("plates"), _folder.File("keys"));

    public void Dispose() => _folder.Dispose();

    /// <summary>A plate that no packing makes smaller.</summary>
    internal static Plate Noise(FrameSize size, int seed)
    {
        var plate = new Plate(size);
        var random = new Random(seed);
        random.NextBytes(plate.Pixels);
        random.NextBytes(plate.Confidence);
        return plate;
    }

    [Fact]
    public void Any_plate_comes_back_exactly() =>
        Gen.Select(Gen.Int, Gen.Int[16, 60], Gen.Int[16, 60], Gen.Int[1, 256]).Sample(
            (seed, halfWidth, halfHeight, steps) =>
            {
                using var plate = Noise(new FrameSize(halfWidth * 2, halfHeight * 2), seed);
                foreach (ref var value in plate.Pixels)
                {
                    value = (byte)(value / steps * steps);
                }

                var (packed, length) = PlateCodec.Pack(plate);
                using (packed)
                {
                    using var back = Noise(plate.Size, seed + 1);
                    Assert.True(PlateCodec.TryUnpack(packed.Span[..length], back));
                    Assert.Equal(plate.Pixels, back.Pixels);
                    Assert.Equal(plate.Confidence, back.Confidence);
                    Assert.False(PlateCodec.TryUnpack(packed.Span[..(length - 1)], back));
                    Assert.Equal(-1, back.Pixels.IndexOfAnyExcept((byte)0));
                    Assert.Equal(-1, back.Confidence.IndexOfAnyExcept((byte)0));
                }
            },
            iter: 100);

    /// <summary>One that the streamer captured binds the run to its place; one that was captured automatically does not.</summary>
    [Fact]
    public void How_it_was_made_and_turned_comes_back() =>
        Assert.All(
            from origin in (PlateOrigin[])[PlateOrigin.Captured, PlateOrigin.SelfCaptured]
            from turn in Orientation.Turns
            from mirror in (bool[])[false, true]
            select (origin, new Orientation(turn, mirror)),
            made =>
            {
                using var plate = new Plate(Size) { Origin = made.origin, Orientation = made.Item2 };
                _store.Save("room", plate);
                using var read = _store.Load("room", sentence => Assert.Fail(sentence));
                Assert.Equal(made, (read!.Origin, read.Orientation));
            });

    [Fact]
    public void A_stored_plate_is_read_again_and_replaced()
    {
        using var first = Noise(Size, 1);
        using var second = Noise(new FrameSize(32, 32), 2);
        _store.Save("Büro", first);
        AssertLoads("Büro", first);
        var old = first.StoredId;
        _store.Save("Büro", second);
        AssertLoads("Büro", second);
        using (var read = _store.Load("Büro", sentence => Assert.Fail(sentence)))
        {
            Assert.Equal(second.StoredId, read!.StoredId);
            Assert.NotEqual(old, read.StoredId);
        }

        _store.Delete("Büro");
        Assert.False(_store.Has("Büro"));
        Assert.Null(_store.Load("Büro", sentence => Assert.Fail(sentence)));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        _store.Delete("Büro");
    }

    [Fact]
    public void Nothing_on_the_disk_shows_the_room_and_only_the_user_reads_the_key()
    {
        using var plate = Noise(Size, 3);
        plate.Pixels[..(Size.Pixels * 2)].Fill(77);
        plate.Confidence.Fill(255);
        _store.Save("x", plate);
        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.Equal(["x.key", "x.plate"], files.Select(Path.GetFileName).Order());
        Assert.Equal(32, OperatingSystem.IsWindows() ? 32 : new FileInfo(_folder.File("keys/x.key")).Length);
        var (packed, length) = PlateCodec.Pack(plate);
        using (packed)
        {
            byte[][] telling =
            [
                [0x89, (byte)'P', (byte)'N', (byte)'G'], [0xFF, 0xD8, 0xFF],
                plate.Pixels[..NeverEncoded].ToArray(), plate.Pixels[^NeverEncoded..].ToArray(), plate.Confidence[^NeverEncoded..].ToArray(),
                packed.Span[..NeverEncoded].ToArray(), packed.Span[(length - NeverEncoded)..length].ToArray(),
            ];
            Assert.All(files, file => Assert.All(telling, part => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(part))));
        }

        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in files)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.File("keys")));
        }
    }

    [Fact]
    public void The_same_plate_stored_twice_is_another_file()
    {
        using var plate = Noise(Size, 4);
        _store.Save("x", plate);
        var first = File.ReadAllBytes(_folder.File("plates/x.plate"));
        _store.Save("x", plate);
        var second = File.ReadAllBytes(_folder.File("plates/x.plate"));
        Assert.Equal(first.Length, second.Length);
        Assert.True(first.AsSpan()[12..].CommonPrefixLength(second.AsSpan()[12..]) < 4);
    }

    [Fact]
    public void One_bit_changed_anywhere_is_no_plate_and_one_sentence()
    {
        using var plate = Noise(new FrameSize(32, 32), 5);
        _store.Save("x", plate);
        var path = _folder.File("plates/x.plate");
        var good = File.ReadAllBytes(path);
        Gen.Int[0, (good.Length * 8) - 1].Sample(
            bit =>
            {
                var bad = good.ToArray();
                bad[bit / 8] ^= (byte)(1 << (bit % 8));
                File.WriteAllBytes(path, bad);
                AssertNoPlate("x");
            },
            iter: 300,
            threads: 1);
        foreach (var length in (int[])[0, 1, 40, good.Length - 1])
        {
            File.WriteAllBytes(path, good[..length]);
            AssertNoPlate("x");
        }

        File.WriteAllBytes(path, good);
        AssertLoads("x", plate);
    }

    [Fact]
    public void Another_key_or_none_is_no_plate_and_one_sentence()
    {
        using var plate = Noise(Size, 6);
        _store.Save("x", plate);
        _store.Save("y", plate);
        var key = _folder.File("keys/x.key");
        File.Copy(_folder.File("keys/y.key"), key, overwrite: true);
        AssertNoPlate("x");
        File.WriteAllBytes(key, new byte[31]);
        AssertNoPlate("x");
        File.Delete(key);
        AssertNoPlate("x");
        _store.Save("x", plate);
        AssertLoads("x", plate);
        AssertLoads("y", plate);
    }

    [Fact]
    public void A_plate_that_may_not_be_read_is_no_plate_and_one_sentence()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "root may read everything");
        using var plate = Noise(Size, 7);
        _store.Save("x", plate);
        TempFolder.SetMode(_folder.File("keys/x.key"), UnixFileMode.None);
        AssertNoPlate("x");
    }

    [Fact]
    public void A_store_that_fails_keeps_the_old_plate()
    {
        using var plate = Noise(Size, 8);
        using var other = Noise(Size, 9);
        _store.Save("x", plate);
        Directory.CreateDirectory(_folder.File("plates/y.plate"));
        Assert.Throws<ShieldException>(() => _store.Save("y", other));
        Assert.Equal(["x.plate", "y.plate"], Directory.EnumerateFileSystemEntries(_folder.File("plates")).Select(Path.GetFileName).Order());
        AssertLoads("x", plate);
    }

    [Fact]
    public void Names_reach_no_other_folder()
    {
        using var plate = Noise(Size, 10);
        _store.Save("../keys/x", plate);
        Assert.Equal(["%2E.%2Fkeys%2Fx.plate"], Directory.EnumerateFiles(_folder.File("plates")).Select(Path.GetFileName));
        Assert.Throws<ShieldException>(() => _store.Save("x\n", plate));
    }

    [Fact]
    public void A_key_that_others_could_read_marks_its_plate_until_it_is_captured_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the account locks the key.");
        using var plate = Noise(Size, 6);
        _store.Save("x", plate);
        Assert.Equal(PlateState.Good, _store.Check("x").State);
        Assert.Equal(PlateCondition.None, _store.Check("y"));
        var key = _folder.File("keys/x.key");
        var before = File.ReadAllBytes(key);
        TempFolder.SetMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        // It is made private on the spot, and stays marked.
        Assert.Equal(PlateState.Exposed, _store.Check("x").State);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(key) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Contains("capture it again", _store.Check("x").Sentence, StringComparison.Ordinal);
        AssertLoads("x", plate);
        _store.Rename("x", "z");
        Assert.Equal(PlateState.Exposed, _store.Check("z").State);
        _store.Rename("z", "x");

        _store.Save("x", plate);
        Assert.Equal(PlateState.Good, _store.Check("x").State);
        Assert.NotEqual(before, File.ReadAllBytes(key));
        AssertLoads("x", plate);
    }

    [Fact]
    public void A_folder_of_keys_that_is_open_to_others_is_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the account locks the key.");
        using var plate = Noise(Size, 7);
        _store.Save("x", plate);
        TempFolder.SetMode(_folder.File("keys"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        Assert.Equal(PlateState.Exposed, _store.Check("x").State);
        Assert.Contains("chmod 700", _store.Check("x").Sentence, StringComparison.Ordinal);
    }

    private void AssertLoads(string room, Plate expected)
    {
        using var loaded = _store.Load(room, sentence => Assert.Fail(sentence));
        Assert.Equal(expected.Size, loaded!.Size);
        Assert.Equal(expected.Pixels, loaded.Pixels);
        Assert.Equal(expected.Confidence, loaded.Confidence);
    }

    private void AssertNoPlate(string room)
    {
        var said = new List<string>();
        Assert.Null(_store.Load(room, said.Add));
        var sentence = Assert.Single(said);
        Assert.StartsWith($"The plate of '{room}' ", sentence, StringComparison.Ordinal);
        Assert.EndsWith("capture it again.", sentence, StringComparison.Ordinal);
        Assert.Equal(new PlateCondition(PlateState.Lost, sentence), _store.Check(room));
    }
}
