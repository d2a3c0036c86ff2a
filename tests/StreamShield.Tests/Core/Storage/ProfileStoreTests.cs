using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Storage;
using StreamShield.Tests.Devices;

namespace StreamShield.Tests.Core.Storage;

/// <summary>The user's rooms on a disk of their own.</summary>
public sealed class ProfileStoreTests : IDisposable
{
    private static readonly FrameSize Size = new(32, 32);
    private readonly TempFolder _folder = new();
    private readonly ProfileStore _store;

    public ProfileStoreTests() => _store = new ProfileStore(_folder.File("config"), _folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_written_until_something_is_stored()
    {
        Assert.Empty(_store.List());
        Assert.Null(_store.Current);
        Assert.False(_store.Plates.Has("x"));
        Assert.Contains("There is no room 'x', and no other is stored", Refused(() => _store.Load("x")), StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_room_is_stored_and_found_in_any_case()
    {
        _store.Add(TestProfiles.Full);
        _store.Add(new Profile { Name = "attic" });
        TestProfiles.AssertSame(TestProfiles.Full, _store.Load("büro"));
        Assert.Equal(["attic", "Büro"], _store.List().Select(entry => entry.Name));
        Assert.Equal(Path.Combine(_folder.Path, "config", "rooms", "Büro.json"), _store.PathOf("BÜRO"));
        Assert.Contains("There is a room 'Büro' already", Refused(() => _store.Add(new Profile { Name = "BÜRO" })), StringComparison.Ordinal);
        _store.Save(TestProfiles.Full with { Name = "BÜRO", HasPlate = false });
        TestProfiles.AssertSame(TestProfiles.Full with { HasPlate = false }, _store.Load("Büro"));
        Assert.Equal(2, _store.List().Count);
    }

    [Fact]
    public void A_file_copied_by_hand_is_a_room_of_its_files_name()
    {
        _store.Add(TestProfiles.Full);
        File.Copy(_store.PathOf("Büro"), Path.Combine(_store.Folder, "night.json"));
        TestProfiles.AssertSame(TestProfiles.Full with { Name = "night" }, _store.Load("night"));
        Assert.Equal(["Büro", "night"], _store.List().Select(entry => entry.Profile!.Name));
    }

    [Fact]
    public void A_broken_file_is_listed_with_its_sentence_and_never_replaced_by_defaults()
    {
        _store.Add(new Profile { Name = "good" });
        File.WriteAllText(Path.Combine(_store.Folder, "bad.json"), "{\n\"schema\": 1,\n\"name\": \"bad\",\n\"strength\": 300 }");
        File.WriteAllText(Path.Combine(_store.Folder, "%00.json"), "{}");
        File.WriteAllText(Path.Combine(_store.Folder, ".bad.json.abc.partial"), "half");
        var problems = _store.List().ToDictionary(entry => entry.Name, entry => entry.Problem);
        Assert.Equal(["\0", "bad", "good"], problems.Keys.Order());
        Assert.Equal("", problems["good"]);
        Assert.Contains("bad.json cannot be used: line 4: strength is 300", problems["bad"], StringComparison.Ordinal);
        Assert.Contains("its file name is no room's name", problems["\0"], StringComparison.Ordinal);
        Assert.Contains("line 4", Refused(() => _store.Load("bad")), StringComparison.Ordinal);
        Assert.Contains("line 4", Refused(() => _store.Use("bad")), StringComparison.Ordinal);
        Assert.Equal("bad", _store.Delete("BAD"));
        Assert.DoesNotContain(".bad.json.abc.partial", Directory.EnumerateFiles(_store.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Files_that_are_no_profiles_at_all_are_refused()
    {
        var empty = Write("empty.json", "");
        var large = Write("large.json", new string(' ', ProfileJson.MaxBytes + 1));
        Assert.Contains("is empty", Refused(() => _store.Import(empty)), StringComparison.Ordinal);
        Assert.Contains("at most 1048576 are taken", Refused(() => _store.Import(large)), StringComparison.Ordinal);
        Assert.Contains("could not be read", Refused(() => _store.Import(_folder.File("missing.json"))), StringComparison.Ordinal);
        Assert.Contains("could not be read", Refused(() => _store.Import(_folder.Path)), StringComparison.Ordinal);
        Assert.Empty(_store.List());
    }

    [Fact]
    public void The_room_in_use_follows_a_new_name_and_ends_with_its_room()
    {
        _store.Add(new Profile { Name = "a" });
        _store.Use("A");
        Assert.Equal("a", _store.Current);
        _store.Rename("a", "b");
        Assert.Equal("b", _store.Current);
        Assert.Equal("b", _store.LoadCurrent().Name);
        File.Delete(_store.PathOf("b"));
        Assert.Contains("The room in use, 'b', is gone", Refused(() => _store.LoadCurrent()), StringComparison.Ordinal);
        _store.Add(new Profile { Name = "b" });
        _store.Delete("b");
        Assert.Null(_store.Current);
        Assert.Contains("was not chosen", Refused(() => _store.LoadCurrent()), StringComparison.Ordinal);
        _store.Use(null);
        Assert.Contains("There is no room 'b'", Refused(() => _store.Use("b")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_name_may_differ_in_case_only()
    {
        _store.Add(new Profile { Name = "bedroom" });
        _store.Add(new Profile { Name = "desk" });
        Assert.Equal("Bedroom", _store.Rename("bedroom", "Bedroom").Name);
        Assert.Equal(["Bedroom", "desk"], _store.List().Select(entry => entry.Name));
        Assert.Contains("There is a room 'desk' already", Refused(() => _store.Rename("Bedroom", "DESK")), StringComparison.Ordinal);
        Assert.Contains("cannot be a room's name", Refused(() => _store.Rename("Bedroom", " ")), StringComparison.Ordinal);
    }

    /// <summary>A room whose file was deleted by hand leaves its plate behind.</summary>
    [Fact]
    public void A_renamed_room_does_not_get_another_rooms_plate()
    {
        using var plate = PlateStoreTests.Noise(Size, 1);
        _store.Plates.Save("b", plate);
        _store.Add(new Profile { Name = "a" });
        _store.Rename("a", "b");
        Assert.False(_store.Plates.Has("b"));
    }

    [Theory]
    [InlineData("rtsp://me:secret@192.168.1.5/live", "rtsp://192.168.1.5/live")]
    [InlineData("http://192.168.1.5/video?at=me@home", "http://192.168.1.5/video?at=me@home")]
    [InlineData("webcam:C920", "webcam:C920")]
    [InlineData(null, null)]
    public void An_exported_room_has_no_password(string? camera, string? written)
    {
        _store.Add(new Profile { Name = "a", Camera = camera });
        Assert.Equal(written, _store.Export("a", _folder.File("a.json")).Camera);
    }

    [Fact]
    public void The_plate_follows_its_room_and_is_deleted_with_it()
    {
        _store.Add(new Profile { Name = "a" });
        using var plate = PlateStoreTests.Noise(Size, 1);
        _store.KeepPlate("A", plate);
        Assert.True(_store.Load("a").HasPlate);
        _store.Rename("a", "b");
        Assert.True(_store.Duplicate("b", "c").HasPlate);
        foreach (var room in (string[])["b", "c"])
        {
            using var loaded = _store.Plates.Load(room, sentence => Assert.Fail(sentence));
            Assert.Equal(plate.Pixels, loaded!.Pixels);
        }

        Assert.NotEqual(File.ReadAllBytes(_folder.File("data/keys/b.key")), File.ReadAllBytes(_folder.File("data/keys/c.key")));
        Assert.True(_store.ForgetPlate("c"));
        Assert.False(_store.ForgetPlate("c"));
        Assert.False(_store.Load("c").HasPlate);
        _store.Delete("b");
        Assert.Empty(Directory.EnumerateFiles(_folder.File("data/keys")));
        Assert.Equal(["c.json"], Directory.EnumerateFiles(_store.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_plate_is_forgotten_even_when_its_room_cannot_be_read()
    {
        _store.Add(new Profile { Name = "a" });
        using var plate = PlateStoreTests.Noise(Size, 1);
        _store.KeepPlate("a", plate);
        File.WriteAllText(_store.PathOf("a"), "{");
        Refused(() => _store.ForgetPlate("a"));
        Assert.False(_store.Plates.Has("a"));
        Assert.Empty(Directory.EnumerateFiles(_folder.File("data/keys")));
    }

    [Fact]
    public void A_new_room_does_not_find_the_plate_of_an_old_one()
    {
        _store.Add(new Profile { Name = "a" });
        using var plate = PlateStoreTests.Noise(Size, 1);
        _store.KeepPlate("a", plate);
        File.Delete(_store.PathOf("a"));
        _store.Add(new Profile { Name = "a" });
        Assert.False(_store.Plates.Has("a"));
    }

    [Fact]
    public void An_exported_room_is_one_file_without_its_plate()
    {
        _store.Add(TestProfiles.Full);
        using var plate = PlateStoreTests.Noise(Size, 1);
        _store.KeepPlate("Büro", plate);
        _store.Export("büro", _folder.File("out.json"));
        Assert.Equal(["config", "data", "out.json"], _folder.Files);
        TestProfiles.AssertSame(TestProfiles.Full with { HasPlate = false }, TestProfiles.Read(File.ReadAllText(_folder.File("out.json"))));
        Assert.Contains("name a file in a folder that exists", Refused(() => _store.Export("büro", _folder.File("no/out.json"))), StringComparison.Ordinal);

        Assert.Contains("give this one another name with --as NAME", Refused(() => _store.Import(_folder.File("out.json"))), StringComparison.Ordinal);
        Assert.False(_store.Import(_folder.File("out.json"), "copy").HasPlate);
        Assert.True(_store.Import(_folder.File("out.json"), "BÜRO", replace: true).HasPlate);
        Assert.Equal(["Büro", "copy"], _store.List().Select(entry => entry.Name));
    }

    [Fact]
    public void A_file_that_claims_a_plate_brings_none()
    {
        var profile = _store.Import(Write("in.json", TestProfiles.Text(TestProfiles.Full with { HasPlate = true })));
        Assert.False(profile.HasPlate);
        Assert.False(_store.Load("Büro").HasPlate);
    }

    [Fact]
    public void Two_writers_and_a_reader_only_ever_see_whole_rooms()
    {
        const int Rounds = 60;
        Profile[] writers = [TestProfiles.Full, new Profile { Name = "Büro", Extra = $"{{\"long\":\"{new string('x', 50_000)}\"}}" }];
        _store.Save(writers[0]);
        Parallel.For(0, 3, worker =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                if (worker < writers.Length)
                {
                    _store.Save(writers[worker]);
                }
                else
                {
                    var seen = _store.Load("Büro");
                    TestProfiles.AssertSame(writers[seen.Extra == writers[0].Extra ? 0 : 1], seen);
                }
            }
        });
        Assert.Equal(["Büro.json"], Directory.EnumerateFiles(_store.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void The_users_own_folders_can_be_chosen()
    {
        var store = ProfileStore.ForThisUser();
        Assert.StartsWith(Environment.GetEnvironmentVariable(UserFolders.ConfigurationVariable)!, store.Folder, StringComparison.Ordinal);
        Assert.StartsWith(Environment.GetEnvironmentVariable(UserFolders.DataVariable)!, store.Plates.KeysFolder, StringComparison.Ordinal);
    }

    [Fact]
    public void The_samples_are_rooms_written_as_they_are_stored()
    {
        var samples = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples", "rooms"), "*.json");
        Assert.Equal(["bedroom.json", "desk.json"], samples.Select(Path.GetFileName).Order());
        foreach (var sample in samples)
        {
            Assert.Equal(File.ReadAllText(sample).ReplaceLineEndings("\n"), TestProfiles.Text(_store.Import(sample)));
        }
    }

    private static string Refused(Action act)
    {
        var sentence = Assert.Throws<ShieldException>(act).Message;
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
        return sentence;
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
