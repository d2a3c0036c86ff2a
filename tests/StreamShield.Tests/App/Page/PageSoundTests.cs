using System.Net;
using System.Text.Json;
using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Sound;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Page;

/// <summary>The sound over the page: what is refused has not happened, what is obeyed is heard, and never two sounds at once.</summary>
[Collection(EndToEndTests.Name)]
public sealed class PageSoundTests
{
    private const string On = """{"sound":{"on":true,"output":"Test Cable","audibleWhenAway":true,"scrub":false}}""";

    private readonly SoundStudio _studio = new();

    private Task<PageRig> StartAsync(int seed, SoundSettings? sound = null) => PageRig.StartAsync(seed, sound: sound, kit: _studio.Kit);

    private static Task<JsonElement> HeardAsync(PageRig rig) =>
        rig.UntilAsync("the sound is heard", state => state.GetProperty("sound") is { ValueKind: JsonValueKind.Object } sound && !sound.GetProperty("muted").GetBoolean() && sound.GetProperty("afterDb").GetDouble() > -20);

    private static string Sound(JsonElement state) => state.GetProperty("settings").GetProperty("sound").GetRawText();

    [Fact]
    public async Task Sound_is_off_unless_chosen_and_then_no_device_is_opened()
    {
        await using var rig = await StartAsync(7801);
        var state = await rig.GetAsync("state");
        Assert.Equal(JsonValueKind.Null, state.GetProperty("sound").ValueKind);
        Assert.Equal("""{"on":false,"microphone":null,"output":null,"offsetMs":0,"scrub":true,"gate":true,"gateDb":-50,"audibleWhenAway":false}""", Sound(state));
        Assert.Equal(JsonValueKind.Null, (await rig.GetAsync("sound")).ValueKind);
        await rig.SendAsync("PUT", "settings", """{"sound":{"microphone":"nobody's","output":"nowhere","gateDb":-40}}""");
        Assert.Empty(_studio.Events);
        Assert.Null(_studio.Last);
        rig.End();
    }

    [Fact]
    public async Task The_devices_are_listed_without_monitors_cables_first_and_each_by_a_text_of_its_own()
    {
        await using var rig = await StartAsync(7802);
        var devices = await rig.GetAsync("sound/devices");
        Assert.Equal("""
            {"microphones":[{"text":"USB Mic","name":"USB Mic","usual":true,"cable":false},{"text":"desk","name":"Desk Mic","usual":false,"cable":false},{"text":"desk2","name":"Desk Mic","usual":false,"cable":false}],"outputs":[{"text":"Test Cable","name":"Test Cable","usual":false,"cable":true},{"text":"Loudspeaker","name":"Loudspeaker","usual":true,"cable":false}],"trouble":"","cableHint":""}
            """.Trim(), devices.GetRawText());
        _studio.Missing = new ShieldException(SlateReason.SourceMissing, "No sound system was found: install one.");
        devices = await rig.GetAsync("sound/devices");
        Assert.Equal("""{"microphones":[],"outputs":[],"trouble":"No sound system was found: install one.","cableHint":""}""", devices.GetRawText());
        Assert.Equal("No sound system was found: install one.", await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", On));
        rig.End();
    }

    [Fact]
    public async Task Switched_on_it_is_heard_at_panic_it_is_silent_and_switched_off_nothing_is_open()
    {
        await using var rig = await StartAsync(7803);
        await rig.SendAsync("PUT", "settings", On);
        var sound = (await HeardAsync(rig)).GetProperty("sound");
        Assert.Equal(JsonValueKind.Null, sound.GetProperty("reason").ValueKind);
        Assert.Equal(("usual", "Test Cable"), (sound.GetProperty("microphone").GetString(), sound.GetProperty("output").GetString()));
        Assert.Equal(-12, sound.GetProperty("beforeDb").GetDouble(), 0.2);
        Assert.StartsWith("sound ", sound.GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Equal(["open Test Cable", "open usual"], _studio.Events.Order());

        await rig.SendAsync("POST", "panic", """{"on":true}""");
        sound = (await rig.UntilAsync("the sound is muted", state => state.GetProperty("sound").GetProperty("muted").GetBoolean())).GetProperty("sound");
        Assert.Equal(("hidden", "sound off with the picture"), (sound.GetProperty("reason").GetString(), sound.GetProperty("words").GetString()));
        rig.Live.Until("the output is silent", () => _studio.Last!.Loudest == 0);
        var alone = await rig.GetAsync("sound");
        Assert.Equal(("Test Cable", true), (alone.GetProperty("output").GetString(), alone.GetProperty("muted").GetBoolean()));
        await rig.SendAsync("POST", "panic", """{"on":false}""");
        await HeardAsync(rig);

        var state = await rig.SendAsync("PUT", "settings", """{"sound":{"on":false}}""");
        Assert.Equal(JsonValueKind.Null, state.GetProperty("sound").ValueKind);
        Assert.Equal(["close Test Cable", "close usual"], _studio.Events[2..].Order());
        rig.End();
    }

    [Theory]
    [InlineData("""{"sound":{"on":true}}""", "sound.on is true; allowed is true only beside the name of an output")]
    [InlineData("""{"sound":{"on":true,"output":"Test Cable","microphone":"nobody's"}}""", "There is no microphone 'nobody's': choose one of 'USB Mic', 'desk' (Desk Mic), 'desk2' (Desk Mic).")]
    [InlineData("""{"sound":{"on":true,"output":"Test Cable","microphone":"Desk Mic"}}""", "'Desk Mic' matches more than one microphone: choose one of 'desk' (Desk Mic), 'desk2' (Desk Mic).")]
    [InlineData("""{"sound":{"on":true,"output":"nowhere"}}""", "There is no sound output 'nowhere': choose one of 'Loudspeaker', 'Test Cable'.")]
    [InlineData("""{"sound":{"on":true,"output":"mine.wav"}}""", "start with --sound-out \"mine.wav\"")]
    [InlineData("""{"sound":{"offsetMs":1501}}""", "sound.offsetMs is 1501; allowed is a whole number from -500 to 1500")]
    [InlineData("""{"sound":{"gateDb":-19.5}}""", "sound.gateDb is -19.5; allowed is a number from -90 to -20")]
    [InlineData("""{"sound":{"gate":1}}""", "sound.gate is 1; allowed is true or false")]
    [InlineData("""{"sound":{"volume":1}}""", "the field 'volume' is not known here")]
    [InlineData("""{"sound":null}""", "sound is null; allowed is an object")]
    [InlineData("""{"effect":"image","sound":{"on":true,"output":"Test Cable"}}""", "picture")]
    public async Task What_is_wrong_is_refused_in_one_sentence_and_nothing_has_happened(string json, string words)
    {
        await using var rig = await StartAsync(7804);
        Assert.Contains(words, await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", json), StringComparison.Ordinal);
        Assert.Equal(1, rig.Control.Now.Revision);
        Assert.Equal(new SoundSettings(), rig.Control.Now.Room.Sound);
        Assert.Empty(_studio.Events);
        rig.End();
    }

    [Fact]
    public async Task What_is_refused_while_it_is_heard_leaves_it_heard()
    {
        await using var rig = await StartAsync(7805);
        await rig.SendAsync("PUT", "settings", On);
        await HeardAsync(rig);
        Assert.Contains("sound.output is null; allowed is the name of an output", await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", """{"sound":{"output":null}}"""), StringComparison.Ordinal);
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", """{"sound":{"output":"nowhere"}}""");
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", """{"effect":"image","sound":{"gate":false}}""");
        await HeardAsync(rig);
        Assert.Equal(2, _studio.Events.Length);
        rig.End();
    }

    [Fact]
    public async Task Another_gate_or_microphone_is_another_session_and_the_old_one_ends_silent_before_it()
    {
        await using var rig = await StartAsync(7806);
        await rig.SendAsync("PUT", "settings", On);
        foreach (var change in (string[])["""{"gate":false}""", """{"scrub":true}""", """{"scrub":false,"gate":true,"gateDb":-30}""", """{"microphone":"desk2"}"""])
        {
            await HeardAsync(rig);
            await rig.SendAsync("PUT", "settings", $$$"""{"sound":{{{change}}}}""");
        }

        var sound = (await HeardAsync(rig)).GetProperty("sound");
        Assert.Equal("desk2", sound.GetProperty("microphone").GetString());
        Assert.Equal(1, _studio.MaxOpen);
        Assert.Equal(
            Enumerable.Repeat<string[]>(["close Test Cable", "open Test Cable"], 4).SelectMany(pair => pair).Prepend("open Test Cable"),
            _studio.Events.Where(one => one.Contains("Cable", StringComparison.Ordinal)));
        Assert.Equal("""{"on":true,"microphone":"desk2","output":"Test Cable","offsetMs":0,"scrub":false,"gate":true,"gateDb":-30,"audibleWhenAway":true}""", Sound(await rig.GetAsync("state")));
        rig.End();
    }

    [Fact]
    public async Task Offset_and_whether_it_is_heard_while_nobody_is_there_change_within_the_session()
    {
        await using var rig = await StartAsync(7807);
        await rig.SendAsync("PUT", "settings", On);
        var before = (await HeardAsync(rig)).GetProperty("sound").GetProperty("delayMs").GetDouble();
        await rig.SendAsync("PUT", "settings", """{"sound":{"offsetMs":400}}""");
        var sound = (await rig.UntilAsync("it is heard later", state => !state.GetProperty("sound").GetProperty("muted").GetBoolean() && state.GetProperty("sound").GetProperty("delayMs").GetDouble() > before + 200))
            .GetProperty("sound");
        Assert.Equal(0, sound.GetProperty("lateMs").GetDouble());
        await rig.SendAsync("PUT", "settings", """{"sound":{"audibleWhenAway":false}}""");
        Assert.Equal(2, _studio.Events.Length);
        rig.End();
    }

    [Fact]
    public async Task It_is_saved_with_its_room_reverted_and_exchanged_with_the_room()
    {
        await using var rig = await StartAsync(7808);
        await rig.SendAsync("POST", "rooms", """{"name":"Quiet"}""");
        await rig.SendAsync("POST", "rooms", """{"name":"Loud"}""");
        Assert.True((await rig.SendAsync("PUT", "settings", On)).GetProperty("room").GetProperty("unsaved").GetBoolean());
        await HeardAsync(rig);
        Assert.False((await rig.SendAsync("POST", "save")).GetProperty("room").GetProperty("unsaved").GetBoolean());
        Assert.Equal(new SoundSettings { On = true, Output = "Test Cable", AudibleWhenAway = true, Scrub = false }, rig.Rooms.Load("Loud").Sound);
        Assert.Equal(2, _studio.Events.Length);

        await rig.SendAsync("PUT", "settings", """{"sound":{"offsetMs":40,"gate":false}}""");
        var state = await rig.SendAsync("POST", "revert");
        Assert.False(state.GetProperty("room").GetProperty("unsaved").GetBoolean());
        Assert.Equal(rig.Rooms.Load("Loud").Sound, rig.Control.Now.Room.Sound);
        await HeardAsync(rig);

        await rig.SendAsync("POST", "rooms/Quiet/use");
        Assert.Equal(JsonValueKind.Null, (await rig.GetAsync("sound")).ValueKind);
        Assert.Equal(new SoundSettings(), rig.Control.Now.Room.Sound);
        await rig.SendAsync("POST", "rooms/Loud/use");
        await HeardAsync(rig);
        Assert.Equal(1, _studio.MaxOpen);
        rig.End();
    }

    [Fact]
    public async Task A_room_whose_microphone_is_away_is_used_and_its_file_is_written_only_when_the_run_began_with_it()
    {
        await using var rig = await StartAsync(7809, new SoundSettings { Output = "begun.wav" });
        rig.Rooms.Add(rig.Begun with { Name = "Away", Camera = null, Sound = new SoundSettings { On = true, Microphone = "nobody's", Output = "Test Cable" } });
        rig.Rooms.Add(rig.Begun with { Name = "File", Sound = new SoundSettings { On = true, Output = "other.wav" } });
        var before = rig.Control.Now;
        Assert.Contains("--sound-out \"other.wav\"", await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "rooms/File/use"), StringComparison.Ordinal);
        Assert.Same(before, rig.Control.Now);
        rig.Live.UntilShown();
        await rig.Control.ApplyAsync("The change", now => new Target(now.Room with { Sound = rig.Rooms.Load("Away").Sound }, now.Stored, now.Settings.Plate));
        Assert.Contains("open nobody's", await EventsAsync(rig, 2));
        await rig.SendAsync("PUT", "settings", """{"sound":{"on":true,"microphone":null,"output":"begun.wav"}}""");
        Assert.Contains("open begun.wav", await EventsAsync(rig, 6));
        rig.End();
    }

    [Fact]
    public async Task Changes_from_many_threads_leave_one_of_them_in_force_and_never_two_outputs_open()
    {
        await using var rig = await StartAsync(7810);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < 8; i++)
            {
                await rig.Control.ChangeSettingsAsync(System.Text.Encoding.UTF8.GetBytes($$$"""{"sound":{"on":{{{(i % 3 == 2 ? "false" : "true")}}},"output":"{{{(thread % 2 == 0 ? "boxes" : "cable")}}}","scrub":false}}"""));
            }
        })));
        Assert.Equal(33, rig.Control.Now.Revision);
        Assert.InRange(_studio.MaxOpen, 1, 1);
        await rig.SendAsync("PUT", "settings", On);
        await HeardAsync(rig);
        rig.End();
    }

    private async Task<string[]> EventsAsync(PageRig rig, int count)
    {
        await rig.UntilAsync($"{count} devices were opened or closed", _ => _studio.Events.Length >= count);
        return _studio.Events;
    }
}
