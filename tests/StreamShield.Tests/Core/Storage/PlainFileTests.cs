using System.Text;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Devices;
using StreamShield.Devices.Clips;
using StreamShield.Devices.Sound.Files;
using StreamShield.Onnx;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Core.Storage;

/// <summary>What is no file is refused by its kind, by everything that reads files, and nobody waits for it.</summary>
public sealed class PlainFileTests : IDisposable
{
    private const string Linux = "pipes and device files are Linux's";

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Kinds => ["pipe", "socket", "endless", "link"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_no_file_is_refused_by_its_kind(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), Linux);
        var path = _folder.NoFile(kind, "x");
        Assert.EndsWith("and no file", PlainFile.Fault(path), StringComparison.Ordinal);
        await AtOnceAsync(() => Assert.Throws<IOException>(() => PlainFile.Open(path)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whoever_reads_files_refuses_it_in_one_sentence(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), Linux);
        var (picture, clip, sound, model) = (_folder.NoFile(kind, "a.png"), _folder.NoFile(kind, "a.mp4"), _folder.NoFile(kind, "a.wav"), _folder.NoFile(kind, "a.onnx"));
        var store = new ModelStore(_folder.File("shipped"), _folder.File("user"));
        Action[] readers =
        [
            () => ImageFile.Read(picture), () => PlatePicture.Load(picture, new FrameSize(64, 48)).Dispose(), () => new ClipSource(clip, false, false).Open(),
            () => new ClipSource(clip, false, false, useFfmpeg: false).Open(), () => new WavSource(sound).Open(), () => store.Open(model), () => store.Add(model),
            () => SourceCatalog.Make(clip, new SourceOptions(new FrameSize(64, 48), 30)),
        ];
        foreach (var read in readers)
        {
            await AtOnceAsync(() => Assert.Contains("and no file", Assert.Throws<ShieldException>(read).Message, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_bad_file_in_the_rooms_folder_hides_only_itself(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), Linux);
        var store = new ProfileStore(_folder.File("configuration"), _folder.File("data"));
        store.Add(new Profile { Name = "Bedroom" });
        var bad = Path.Combine("configuration", "rooms", "Bad.json");
        _folder.NoFile(kind, bad);
        await AtOnceAsync(() =>
        {
            var entries = store.List();
            Assert.Equal(["Bad", "Bedroom"], entries.Select(entry => entry.Name));
            Assert.Contains("and no file", entries[0].Problem, StringComparison.Ordinal);
            Assert.Equal("", entries[1].Problem);
            Assert.Equal("Bedroom", store.Load("bedroom").Name);
            Assert.Throws<ShieldException>(() => store.Load("Bad"));
        });

        _folder.NoFile(kind, Path.Combine("configuration", "current-room"));
        await AtOnceAsync(() => Assert.Contains("profiles use", Assert.Throws<ShieldException>(() => store.Current).Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_plate_or_a_key_that_is_no_file_is_no_plate(string kind)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), Linux);
        var store = new PlateStore(_folder.File("plates"), _folder.File("keys"));
        using var plate = new Plate(new FrameSize(64, 48));
        store.Save("Bedroom", plate);
        foreach (var file in (string[])[Path.Combine("plates", "Bedroom.plate"), Path.Combine("keys", "Bedroom.key")])
        {
            File.Delete(_folder.File(file));
            _folder.NoFile(kind, file);
            var said = "";
            await AtOnceAsync(() => Assert.Null(store.Load("Bedroom", sentence => said = sentence)));
            Assert.Contains("and no file", said, StringComparison.Ordinal);
            File.Delete(_folder.File(file));
            store.Save("Bedroom", plate);
        }
    }

    [Fact]
    public void A_file_is_read_up_to_the_limit()
    {
        File.WriteAllText(_folder.File("a"), "12345");
        Assert.Equal("12345", Encoding.ASCII.GetString(PlainFile.Read(_folder.File("a"), 5)));
        Assert.Contains("5 bytes", Assert.Throws<IOException>(() => PlainFile.Read(_folder.File("a"), 4)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => PlainFile.Read(_folder.File("b"), 5));
        Assert.Null(PlainFile.Fault(_folder.File("a")));
        Assert.Null(PlainFile.Fault(_folder.File("b")));
        Assert.NotNull(PlainFile.Fault(_folder.Path));
    }

    [Fact]
    public void A_link_to_a_file_is_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        File.WriteAllText(_folder.File("a"), "12345");
        File.CreateSymbolicLink(_folder.File("b"), _folder.File("a"));
        Assert.Equal(5, PlainFile.Read(_folder.File("b"), 5).Length);
    }

    /// <summary>On a thread of its own, so that what hangs fails the test.</summary>
    private static Task AtOnceAsync(Action act) => Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(30));
}
