using System.Net;
using System.Text.Json;
using StreamShield.Core.Frames;
using StreamShield.Tests.Core.Storage;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Page;

/// <summary>Rooms over the page, and what happens to the room in force.</summary>
[Collection(EndToEndTests.Name)]
public sealed class PageProfilesTests
{
    private const string Slashed = "Bed / room%2F ☃";

    private static string Encoded => Uri.EscapeDataString(Slashed);

    private static async Task<(string? Name, bool Unsaved)> RoomAsync(PageRig rig)
    {
        var room = (await rig.GetAsync("state")).GetProperty("room");
        return (room.GetProperty("name").GetString(), room.GetProperty("unsaved").GetBoolean());
    }

    [Fact]
    public async Task A_room_is_created_from_what_is_in_force_changed_saved_and_reverted()
    {
        await using var rig = await PageRig.StartAsync(7101);
        Assert.Equal((null, false), await RoomAsync(rig));
        Assert.Contains("create one", await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "save"), StringComparison.Ordinal);
        await rig.SendAsync("PUT", "settings", """{"strength":80}""");
        await rig.SendAsync("POST", "revert");
        Assert.Equal((75, false), (rig.Control.Now.Settings.Strength, rig.Control.Now.Unsaved));

        await rig.SendAsync("PUT", "settings", """{"strength":81}""");
        var rooms = await rig.SendAsync("POST", "rooms", $$"""{"name":"{{Slashed}}"}""");
        Assert.Equal(Slashed, rooms.GetProperty("current").GetString());
        Assert.Equal((Slashed, false), await RoomAsync(rig));
        Assert.Equal(81, rig.Rooms.LoadCurrent().Settings.Strength);
        Assert.Contains("already", await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "rooms", $$"""{"name":"{{Slashed}}"}"""), StringComparison.Ordinal);

        await rig.SendAsync("PUT", "settings", """{"strength":82}""");
        Assert.Equal((Slashed, true), await RoomAsync(rig));
        await rig.SendAsync("POST", "save");
        Assert.Equal((Slashed, false), await RoomAsync(rig));
        Assert.Equal(82, rig.Rooms.Load(Slashed).Settings.Strength);
        await rig.SendAsync("PUT", "settings", """{"strength":83,"zones":[{"name":"z","shape":"ellipse","centreX":0.5,"centreY":0.5,"radiusX":0.1,"radiusY":0.1}]}""");
        await rig.SendAsync("POST", "revert");
        Assert.Equal((82, 0), (rig.Control.Now.Settings.Strength, rig.Control.Now.Settings.Zones.Count));
        rig.Live.UntilShown();
        rig.End();
    }

    /// <summary>A plate of another size would be refused at the next start, where no page can mend it.</summary>
    [Fact]
    public async Task A_room_saved_at_another_size_counts_as_one_without_a_plate()
    {
        await using var rig = await PageRig.StartAsync(7105);
        await rig.SendAsync("POST", "rooms", $$"""{"name":"{{Slashed}}"}""");
        using var small = PlateStoreTests.Noise(new FrameSize(64, 48), 1);
        rig.Rooms.KeepPlate(Slashed, small);
        await rig.SendAsync("POST", "save");
        Assert.False(rig.Rooms.Load(Slashed).HasPlate);
        using var fitting = PlateStoreTests.Noise(rig.Begun.Size, 1);
        rig.Rooms.KeepPlate(Slashed, fitting);
        await rig.SendAsync("POST", "save");
        Assert.True(rig.Rooms.Load(Slashed).HasPlate);
        rig.End();
    }

    [Fact]
    public async Task Copy_rename_use_export_delete_and_undo()
    {
        await using var rig = await PageRig.StartAsync(7102);
        await rig.SendAsync("POST", "rooms", """{"name":"One"}""");
        await rig.SendAsync("POST", "rooms", """{"name":"Two","copyOf":"One"}""");
        await rig.SendAsync("PUT", "settings", """{"strength":33}""");
        await rig.SendAsync("PUT", "rooms/One", $$"""{"name":"{{Slashed}}"}""");
        Assert.Equal((Slashed, true), await RoomAsync(rig));
        await rig.SendAsync("POST", "save");

        rig.Live.UntilShown();
        var rooms = await rig.SendAsync("POST", "rooms/Two/use");
        Assert.Equal("Two", rooms.GetProperty("current").GetString());
        Assert.Equal("Two", rig.Rooms.Current);
        Assert.Equal((75, false), (rig.Control.Now.Settings.Strength, rig.Control.Now.Unsaved));
        rig.Live.UntilShown();
        await rig.SendAsync("POST", $"rooms/{Encoded}/use");
        Assert.Equal(33, rig.Control.Now.Settings.Strength);

        var exported = await rig.GetAsync($"rooms/{Encoded}/export");
        var deleted = await rig.SendAsync("DELETE", $"rooms/{Encoded}");
        Assert.True(JsonElement.DeepEquals(exported, deleted.GetProperty("profile")), deleted.ToString());
        Assert.Equal((null, true), await RoomAsync(rig));
        Assert.Equal(33, rig.Control.Now.Settings.Strength);
        Assert.Contains("deleted", await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "revert"), StringComparison.Ordinal);
        var name = await rig.SendAsync("POST", "rooms/import", deleted.GetProperty("profile").GetRawText());
        Assert.Equal(Slashed, name.GetProperty("name").GetString());
        Assert.Equal(33, rig.Rooms.Load(Slashed).Settings.Strength);
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "rooms/import", deleted.GetProperty("profile").GetRawText());
        await rig.SendAsync("POST", "rooms/import?name=Third", deleted.GetProperty("profile").GetRawText());
        Assert.Equal(["Bed / room%2F ☃", "Third", "Two"], (await rig.GetAsync("rooms")).GetProperty("rooms").EnumerateArray().Select(room => room.GetProperty("name").GetString()));
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task A_room_of_another_size_or_rate_begins_anew_and_one_that_cannot_be_used_changes_nothing()
    {
        await using var rig = await PageRig.StartAsync(7103);
        rig.Rooms.Add(rig.Begun with { Name = "Large", Size = new FrameSize(640, 480) });
        rig.Rooms.Add(rig.Begun with { Name = "Slow", FramesPerSecond = 10 });
        rig.Rooms.Add(rig.Begun with { Name = "Gone", Camera = "clip:/no/such.mp4" });
        var before = rig.Control.Now;
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "rooms/Gone/use");
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "rooms/Nowhere/use");
        Assert.Same(before, rig.Control.Now);
        Assert.Null(rig.Rooms.Current);
        Assert.Null(rig.Control.Next);
        await rig.SendAsync("POST", "rooms/Large/use");
        Assert.Equal(new FrameSize(640, 480), rig.Control.Next?.Size);
        await rig.SendAsync("POST", "rooms/Slow/use");
        Assert.Equal(10, rig.Control.Next?.FramesPerSecond);
        Assert.Equal("Slow", rig.Rooms.Current);
        foreach (var (size, rate) in ((string, int)[])[("641x360", 30), ("0x0", 30), ("", 30), ("640x360", 0), ("640x360", 121)])
        {
            await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "picture", $$"""{"size":"{{size}}","framesPerSecond":{{rate}}}""");
        }

        await rig.SendAsync("PUT", "picture", """{"size":"640x360","framesPerSecond":15}""");
        Assert.Equal(new FrameSize(640, 360), rig.Control.Next?.Size);
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task A_room_of_another_size_whose_picture_is_gone_is_refused()
    {
        await using var rig = await PageRig.StartAsync(7106);
        rig.Rooms.Add(rig.Begun with { Name = "Beach", Size = new FrameSize(640, 480), EffectImage = "/no/such.jpg" });
        Assert.Contains("/no/such.jpg", await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "rooms/Beach/use"), StringComparison.Ordinal);
        Assert.Null(rig.Control.Next);
        Assert.Null(rig.Rooms.Current);
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task Names_and_profiles_that_are_none_are_refused_and_no_file_is_written_elsewhere()
    {
        await using var rig = await PageRig.StartAsync(7104);
        foreach (var name in (string[])["", " a", "a\\u0000b", new('x', 61), "\\u202e"])
        {
            await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "rooms", $$"""{"name":"{{name}}"}""");
        }

        await rig.SendAsync("POST", "rooms", """{"name":"../../escape"}""");
        Assert.All(Directory.EnumerateFiles(Path.GetDirectoryName(rig.Rooms.Folder)!, "*", SearchOption.AllDirectories),
            file => Assert.True(file.StartsWith(rig.Rooms.Folder, StringComparison.Ordinal) || Path.GetFileName(file) == "current-room", file));
        await rig.SendAsync("DELETE", $"rooms/{Uri.EscapeDataString("../../escape")}");
        foreach (var profile in (string[])["{}", "[", """{"schema":2,"name":"a"}""", """{"schema":1,"name":"a","strength":1000}""", ""])
        {
            await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "rooms/import", profile);
        }

        Assert.Empty(rig.Rooms.List());
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(rig.Rooms.Folder).FullName, "Broken.json"), "{");
        var rooms = (await rig.GetAsync("rooms")).GetProperty("rooms");
        Assert.False(rooms[0].GetProperty("usable").GetBoolean());
        Assert.Equal(JsonValueKind.Null, (await rig.SendAsync("DELETE", "rooms/Broken")).GetProperty("profile").ValueKind);
    }
}
