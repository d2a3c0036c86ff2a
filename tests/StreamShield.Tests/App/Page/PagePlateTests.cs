using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Page;

/// <summary>The plate is captured on the running session, behind the slate.</summary>
[Collection(EndToEndTests.Name)]
public sealed class PagePlateTests
{
    /// <summary>A room that is still, of even light and without a person, while the flag is set.</summary>
    private static Action<LiveRig> Leaving(Func<bool> isEmpty) => live => live.Source.Painter = (number, frame) =>
    {
        var streamer = Room.Streamer(isEmpty() ? 1 : number);
        live.Room.Draw(isEmpty() ? 1 : number, frame.Pixels);
        if (isEmpty())
        {
            for (var i = 0; i < frame.Pixels.Length; i++)
            {
                var (x, y) = (i / 3 % Room.Size.Width, i / 3 / Room.Size.Width);
                frame.Pixels[i] = (byte)(60 + (((x / 8) + (y / 8)) % 2 * 30));
            }
        }

        return (streamer, new Area(0, 0, Room.Size.Width, Room.Size.Height));
    };

    private static string? Phase(System.Text.Json.JsonElement state) => state.GetProperty("plate").GetProperty("phase").GetString();

    [Fact]
    public async Task A_room_with_somebody_in_it_is_refused_and_the_stream_comes_back()
    {
        await using var rig = await PageRig.StartAsync(7201);
        await rig.RefusedAsync(System.Net.HttpStatusCode.BadRequest, "POST", "plate/capture", """{"seconds":61}""");
        await rig.SendAsync("POST", "plate/capture", """{"seconds":0}""");
        var state = await rig.UntilAsync("it is refused", now => Phase(now) == "refused");
        Assert.Contains("step out", state.GetProperty("plate").GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.False(state.GetProperty("room").GetProperty("hasPlate").GetBoolean());
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task During_the_countdown_nobody_sees_anything_and_stopping_it_brings_the_stream_back()
    {
        await using var rig = await PageRig.StartAsync(7202);
        await rig.SendAsync("POST", "plate/capture", """{"seconds":60}""");
        var shown = rig.Live.Witness.Shown;
        rig.Live.UntilSlate(SlateReason.CapturingRoom);
        var state = await rig.UntilAsync("it counts down", now => Phase(now) == "countdown" && now.GetProperty("plate").GetProperty("words").GetString()!.Contains("left", StringComparison.Ordinal));
        Assert.Equal(("capturingRoom", false), (state.GetProperty("reason").GetString(), state.GetProperty("live").GetBoolean()));
        rig.UntilPictures(20);
        Assert.InRange(rig.Live.Witness.Shown - shown, 0, 1);
        Assert.Equal("idle", Phase(await rig.SendAsync("DELETE", "plate/capture")));
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task An_empty_room_is_captured_stored_encrypted_and_forgotten()
    {
        var empty = false;
        await using var rig = await PageRig.StartAsync(7203, Leaving(() => Volatile.Read(ref empty)));
        await rig.SendAsync("POST", "rooms", """{"name":"Bedroom"}""");
        Volatile.Write(ref empty, true);
        await rig.SendAsync("POST", "plate/capture", """{"seconds":0}""");
        var state = await rig.UntilAsync("it is done", now => Phase(now) is "done" or "refused");
        Assert.True(Phase(state) == "done", $"{state}");
        Assert.True(state.GetProperty("room").GetProperty("hasPlate").GetBoolean());
        Assert.False(state.GetProperty("room").GetProperty("unsaved").GetBoolean());
        Assert.True(rig.Rooms.Load("Bedroom").HasPlate);
        Assert.True(rig.Rooms.Plates.Has("Bedroom"));
        await rig.UntilAsync("the room is known", now => now.GetProperty("live").GetBoolean());

        await rig.SendAsync("POST", "rooms", """{"name":"The same again"}""");
        Assert.True(rig.Rooms.Plates.Has("The same again"));
        await rig.SendAsync("PUT", "settings", """{"strength":10}""");
        await rig.SendAsync("POST", "save");
        Assert.True(rig.Rooms.Load("The same again").HasPlate);

        state = await rig.SendAsync("DELETE", "plate");
        Assert.False(state.GetProperty("room").GetProperty("hasPlate").GetBoolean());
        Assert.False(rig.Rooms.Plates.Has("The same again"));
        rig.UntilPictures();
    }

    [Fact]
    public async Task An_empty_room_is_captured_by_itself_told_and_kept_with_the_room()
    {
        var empty = false;
        await using var rig = await PageRig.StartAsync(7206, Leaving(() => Volatile.Read(ref empty)));
        await rig.SendAsync("POST", "rooms", """{"name":"Bedroom"}""");
        rig.Live.Session.Pipeline.Watch(new SelfCaptureKeeper(rig.Control, rig.Control.Plate.Note, rig.Terminal));
        Volatile.Write(ref empty, true);
        var state = await rig.UntilAsync("the room is known", static now => now.GetProperty("plate").GetProperty("words").GetString()!.Contains("nobody was in the picture", StringComparison.Ordinal));
        Assert.True(state.GetProperty("room").GetProperty("hasPlate").GetBoolean());
        Assert.False(state.GetProperty("room").GetProperty("unsaved").GetBoolean());
        Assert.True(rig.Rooms.Plates.Has("Bedroom"));

        // The streamer says that the camera stands right: where it stood is forgotten, and captured anew at the next chance.
        Volatile.Write(ref empty, false);
        await rig.SendAsync("POST", "confirm-camera");
        state = await rig.UntilAsync("the old place is forgotten", static now => !now.GetProperty("room").GetProperty("hasPlate").GetBoolean());
        Assert.Equal("", state.GetProperty("plate").GetProperty("words").GetString());
        Volatile.Write(ref empty, true);
        await rig.UntilAsync("the room is known again", static now => now.GetProperty("plate").GetProperty("words").GetString()!.Contains("nobody was in the picture", StringComparison.Ordinal));

        state = await rig.SendAsync("PUT", "settings", """{"selfCapture":false}""");
        Assert.False(state.GetProperty("settings").GetProperty("selfCapture").GetBoolean());
        state = await rig.SendAsync("DELETE", "plate");
        Assert.False(state.GetProperty("room").GetProperty("hasPlate").GetBoolean());
        Assert.False(rig.Rooms.Plates.Has("Bedroom"));
        rig.UntilPictures();
        Assert.False((await rig.GetAsync("state")).GetProperty("room").GetProperty("hasPlate").GetBoolean());
    }

    /// <summary>The page asks some seconds later, when another room may be in force.</summary>
    [Fact]
    public async Task The_room_that_is_named_is_forgotten_and_no_other()
    {
        await using var rig = await PageRig.StartAsync(7207);
        using var plate = Core.Storage.PlateStoreTests.Noise(Room.Size, 1);
        foreach (var name in (string[])["Attic", "Cellar"])
        {
            rig.Rooms.Add(rig.Begun with { Name = name, Camera = null });
            rig.Rooms.KeepPlate(name, plate);
        }

        await rig.SendAsync("POST", "rooms", "{\"name\":\"Bedroom\"}");
        Assert.Contains("Another room", await rig.RefusedAsync(System.Net.HttpStatusCode.BadRequest, "DELETE", "plate", "{\"room\":null}"), StringComparison.Ordinal);
        await rig.RefusedAsync(System.Net.HttpStatusCode.BadRequest, "DELETE", "plate", "{\"room\":\"Nowhere\"}");
        await rig.SendAsync("POST", "plate/capture", "{\"seconds\":60}");
        Assert.Equal("countdown", Phase(await rig.SendAsync("DELETE", "plate", "{\"room\":\"Attic\"}")));
        Assert.False(rig.Rooms.Plates.Has("Attic"));
        Assert.True(rig.Rooms.Plates.Has("Cellar"));
        Assert.Equal("idle", Phase(await rig.SendAsync("DELETE", "plate", "{\"room\":\"Bedroom\"}")));
        rig.Live.UntilShown();
        rig.End();
    }

    /// <summary>One click, and not none.</summary>
    [Fact]
    public async Task A_room_whose_plate_is_lost_asks_before_it_is_used()
    {
        await using var rig = await PageRig.StartAsync(7205);
        rig.Rooms.Add(rig.Begun with { Name = "Bedroom" });
        using var plate = Core.Storage.PlateStoreTests.Noise(Room.Size, 1);
        rig.Rooms.KeepPlate("Bedroom", plate);
        File.Delete(Path.Combine(rig.Rooms.Plates.KeysFolder, "Bedroom.key"));
        var listed = (await rig.GetAsync("rooms")).GetProperty("rooms")[0];
        Assert.Contains("capture it again", listed.GetProperty("plateTrouble").GetString(), StringComparison.Ordinal);

        Assert.Contains("capture it again", await rig.RefusedAsync(System.Net.HttpStatusCode.Conflict, "POST", "rooms/Bedroom/use"), StringComparison.Ordinal);
        Assert.Equal("", rig.Control.Now.Room.Name);
        await rig.RefusedAsync(System.Net.HttpStatusCode.BadRequest, "POST", "rooms/Bedroom/use", """{"withoutPlates":true}""");
        await rig.TryAsync("POST", "rooms/Bedroom/use", """{"withoutPlate":true}""");
        var state = await rig.GetAsync("state");
        Assert.Equal("Bedroom", state.GetProperty("room").GetProperty("name").GetString());
        Assert.False(state.GetProperty("room").GetProperty("hasPlate").GetBoolean());
        Assert.Contains("capture it again", state.GetProperty("room").GetProperty("plateTrouble").GetString(), StringComparison.Ordinal);
    }
}
