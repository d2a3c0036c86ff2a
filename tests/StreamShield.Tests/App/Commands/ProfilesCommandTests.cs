using System.Text.Json;
using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Storage;
using StreamShield.Core.Zones;
using StreamShield.Tests.Core;
using StreamShield.Tests.Core.Storage;
using StreamShield.Tests.Devices;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.App.Commands;

/// <summary><c>profiles</c>, and <c>--room</c> on the commands that shield.</summary>
public sealed class ProfilesCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ProfileStore _rooms;

    public ProfilesCommandTests() => _rooms = new ProfileStore(_folder.File("config"), _folder.File("data"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_room_from_its_making_to_its_end()
    {
        Assert.StartsWith("You have no rooms yet", await SaysAsync("list"), StringComparison.Ordinal);
        Assert.Contains(
            "Stored: Bedroom (webcam:0, 640x480 at 25 fps, solid #282e3a, no zones)",
            await SaysAsync("create", "Bedroom", "--source", "webcam:0", "--size", "640x480", "--fps", "25", "--effect", "solid", "--strength", "80"),
            StringComparison.Ordinal);
        Assert.Contains("In use: Bedroom.", await SaysAsync("use", "bedroom"), StringComparison.Ordinal);
        Assert.Contains("* Bedroom  webcam:0", await SaysAsync("list"), StringComparison.Ordinal);
        Assert.Equal("Renamed: Studio.\n", await SaysAsync("rename", "bedroom", "Studio"));
        Assert.Contains("Stored: Büro", await SaysAsync("duplicate", "studio", "Büro"), StringComparison.Ordinal);
        Assert.Equal(["Büro", "Studio"], _rooms.List().Select(entry => entry.Name));
        var shown = await SaysAsync("show");
        Assert.Contains("Studio (in use)", shown, StringComparison.Ordinal);
        Assert.Contains(_rooms.PathOf("Studio"), shown, StringComparison.Ordinal);
        Assert.Equal(TestProfiles.Text(_rooms.Load("Büro")), await SaysAsync("show", "Büro", "--json"));
        Assert.Contains("no picture of your room", await SaysAsync("export", "Büro", _folder.File("out.json")), StringComparison.Ordinal);
        Assert.Contains("Stored: Copy", await SaysAsync("import", _folder.File("out.json"), "--as", "Copy"), StringComparison.Ordinal);
        Assert.Contains("Stored: Büro", await SaysAsync("import", _folder.File("out.json"), "--replace"), StringComparison.Ordinal);
        Assert.Equal("There was no plate.\n", await SaysAsync("forget-plate", "copy"));
        Assert.Contains("No room is in use any more", await SaysAsync("use", "--none"), StringComparison.Ordinal);
        foreach (var name in (string[])["Copy", "Büro", "Studio"])
        {
            Assert.Equal($"Deleted: {name}, and its plate if there was one.\n", await SaysAsync("delete", name));
        }

        Assert.Empty(_rooms.List());
    }

    [Fact]
    public async Task What_a_room_says_is_shown_whole()
    {
        _rooms.Add(TestProfiles.Full);
        using var plate = PlateStoreTests.Noise(new FrameSize(64, 32), 1);
        _rooms.KeepPlate("Büro", plate);
        var (code, run) = await CommandRun.ToEndWithAsync(_rooms, "profiles", "show", "büro");
        Assert.Equal(0, code);
        Assert.Equal("Take care: everybody sees what of your room lies inside 'cat tree', for this zone keeps it visible.", run.Sentence);
        var shown = run.Output.ToString();
        foreach (var line in (string[])[
            "Camera:       webcam:C920, 1920x1080 at 29.97 fps", "Effect:       solid #282e3a, seed -7, image beach.jpg", "People:       everyone", "Plate:        stored, encrypted, 64x32",
            "Zones:        2 to hide, 1 to keep", "  hide  window: rectangle 25 % wide, 100 % high, at -50 % from the left, 0 % from the top, soft rim 10 %, blur 90",
            "  keep  cat tree: ellipse 25 % wide, 12 % high", "  hide  door: polygon with 3 corners", "Not known to this version, kept as it is: {\"note\""])
        {
            Assert.Contains(line, shown, StringComparison.Ordinal);
        }

        File.Delete(Path.Combine(_rooms.Plates.KeysFolder, "Büro.key"));
        Assert.Contains("The plate of 'Büro' cannot be used", (await CommandRun.ToEndWithAsync(_rooms, "profiles", "show", "büro")).Run.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("The plate and its key are deleted.", await SaysAsync("forget-plate", "büro"), StringComparison.Ordinal);
    }

    /// <summary>Nobody goes on without the picture of the empty room unasked.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_room_whose_plate_is_lost_asks_before_it_is_used(bool isDamaged)
    {
        var model = TinyOnnx.Write(_folder.File("model"), "tiny", TinyOnnx.Constant(32, 24, 1), 32, 24);
        _rooms.Add(new Profile { Name = "a", Camera = "pattern", Size = new FrameSize(160, 96), Model = model });
        using var plate = PlateStoreTests.Noise(new FrameSize(160, 96), 1);
        _rooms.KeepPlate("a", plate);
        Assert.DoesNotContain("capture it again", await SaysAsync("list"), StringComparison.Ordinal);
        File.Delete(Path.Combine(isDamaged ? _rooms.Plates.KeysFolder : _rooms.Plates.PlatesFolder, isDamaged ? "a.key" : "a.plate"));

        Assert.Contains("capture it again", await SaysAsync("list"), StringComparison.Ordinal);
        string[] run = ["run", "--room", "a", "--frames", "2", "--sink", "mjpeg", "--port", "0"];
        var (code, refused) = await CommandRun.ToEndWithAsync(_rooms, run);
        Assert.Equal(1, code);
        Assert.Contains("--without-plate", refused.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Your shielded picture", refused.Output.ToString(), StringComparison.Ordinal);
        (code, var agreed) = await CommandRun.ToEndWithAsync(_rooms, [.. run, "--without-plate"]);
        Assert.Equal(0, code);
        Assert.Contains("capture it again", agreed.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_room_is_listed_beside_the_good_ones()
    {
        _rooms.Add(new Profile { Name = "good" });
        File.WriteAllText(Path.Combine(_rooms.Folder, "bad.json"), "{\n\"schema\": 1,\n\"name\": 3 }");
        var list = await SaysAsync("list");
        Assert.Contains("  good  first webcam", list, StringComparison.Ordinal);
        Assert.Contains("bad.json cannot be used: line 3: name is 3", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no room 'x': choose one of here,", "show", "x")]
    [InlineData("There is no room 'x': choose one of here,", "delete", "x")]
    [InlineData("No room is in use", "show")]
    [InlineData("Name one room, or say --none.", "use")]
    [InlineData("Name one room, or say --none.", "use", "here", "--none")]
    [InlineData("cannot be a room's name", "create", " ")]
    [InlineData("There is a room 'here' already", "create", "HERE")]
    [InlineData("--fps 0 is out of range", "create", "new", "--fps", "0")]
    [InlineData("no effect 'sparkle'", "create", "new", "--effect", "sparkle")]
    [InlineData("could not be read", "import", "no/such/file.json")]
    [InlineData("name a file in a folder that exists", "export", "here", "no/such/file.json")]
    public async Task What_cannot_be_done_is_one_sentence(string expected, params string[] args)
    {
        _rooms.Add(new Profile { Name = "here" });
        var (code, run) = await CommandRun.ToEndWithAsync(_rooms, ["profiles", .. args]);
        Assert.Equal(1, code);
        Assert.Contains(expected, run.Sentence, StringComparison.Ordinal);
        Assert.Equal("here", Assert.Single(_rooms.List()).Name);
    }

    [Fact]
    public async Task An_export_that_names_a_file_of_the_user_says_so()
    {
        var path = Path.Combine(_folder.Path, "beach.jpg");
        _rooms.Add(new Profile { Name = "x", EffectImage = path });
        var (code, run) = await CommandRun.ToEndWithAsync(_rooms, "profiles", "export", "x", _folder.File("out.json"));
        Assert.Equal(0, code);
        Assert.Contains(path, run.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_clip_takes_the_named_room_and_what_is_said_beside_it_wins()
    {
        var clip = GreyClips.Write(_folder, "in.avi", 30, 90, 100);
        var model = TinyOnnx.Write(_folder.File("model"), "everybody", TinyOnnx.Constant(32, 24, 1), 32, 24);
        _rooms.Add(new Profile { Name = "Büro", Model = model, Settings = new ShieldSettings { Effect = "solid", Strength = 33 } });
        _rooms.Add(new Profile { Name = "other", Model = model, Settings = new ShieldSettings { Strength = 11 } });
        _rooms.Use("other");
        Assert.Equal(("Büro", "solid", 33), await ProcessAsync("--room", "büro"));
        Assert.Equal(("Büro", "blur", 34), await ProcessAsync("--room", "Büro", "--effect", "blur", "--strength", "34"));

        // A recording may come from anywhere: the room in use is the live camera's.
        Assert.Equal((null, new ShieldSettings().Effect, ShieldSettings.DefaultStrength), await ProcessAsync("--model", model));

        async Task<(string? Room, string? Effect, int Strength)> ProcessAsync(params string[] more)
        {
            var (code, run) = await CommandRun.ToEndWithAsync(_rooms, ["process", clip, "-o", _folder.File("out.mp4"), "--report", _folder.File("report.json"), .. more]);
            Assert.Equal("", run.Error.ToString());
            Assert.Equal(0, code);
            using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(_folder.File("report.json")));
            var room = report.RootElement.GetProperty("room").GetString();
            Assert.Equal(room is not null, run.Output.ToString().Contains($"Room: {room} (no zones).", StringComparison.Ordinal));
            return (room, report.RootElement.GetProperty("effect").GetString(), report.RootElement.GetProperty("strength").GetInt32());
        }
    }

    [Fact]
    public async Task A_live_run_takes_the_named_room_or_the_one_in_use()
    {
        var model = TinyOnnx.Write(_folder.File("model"), "tiny", TinyOnnx.Constant(32, 24, 1), 32, 24);
        var keep = new Zone { Name = "cat tree", Kind = ZoneKind.Keep, Shape = new RectangleShape(0, 0, 0.1, 0.1) };
        var room = new Profile { Name = "a", Camera = "pattern", Size = new FrameSize(160, 96), Model = model, Settings = new ShieldSettings { Zones = [keep] } };
        _rooms.Add(room);
        _rooms.Add(room with { Name = "b" });
        _rooms.Use("b");
        foreach (var (expected, args) in ((string, string[])[])[("b", []), ("a", ["--room", "A"])])
        {
            var (code, run) = await CommandRun.ToEndWithAsync(_rooms, ["run", "--frames", "2", .. args]);
            Assert.Equal(0, code);
            Assert.Contains($"Room: {expected} (1 to keep).", run.Output.ToString(), StringComparison.Ordinal);
            Assert.Contains("everybody sees what of your room lies inside 'cat tree'", run.Sentence, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("missing", "There is no room 'missing'")]
    [InlineData("bad", "line 4: strength is 300")]
    [InlineData(null, "line 4: strength is 300")]
    public async Task A_room_that_cannot_be_used_stops_the_command_rather_than_going_without_its_zones(string? named, string expected)
    {
        _rooms.Add(new Profile { Name = "bad" });
        _rooms.Use("bad");
        File.WriteAllText(_rooms.PathOf("bad"), "{\n\"schema\": 1,\n\"name\": \"bad\",\n\"strength\": 300 }");
        var clip = GreyClips.Write(_folder, "in.avi", 30, 90);
        string[][] commands = named is null ? [["run", "--source", "pattern"]] : [["run", "--source", "pattern", "--room", named], ["process", clip, "-o", _folder.File("out.mp4"), "--room", named]];
        foreach (var command in commands)
        {
            var (code, run) = await CommandRun.ToEndWithAsync(_rooms, command);
            Assert.Equal(1, code);
            Assert.Contains(expected, run.Sentence, StringComparison.Ordinal);
            Assert.False(File.Exists(_folder.File("out.mp4")));
        }
    }

    private async Task<string> SaysAsync(params string[] args)
    {
        var (code, run) = await CommandRun.ToEndWithAsync(_rooms, ["profiles", .. args]);
        Assert.Equal("", run.Error.ToString());
        Assert.Equal(0, code);
        return run.Output.ToString().ReplaceLineEndings("\n");
    }
}
