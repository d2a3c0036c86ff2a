using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenCvSharp;
using StreamShield.App.Live;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Core.Obscuring;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Page;

/// <summary>The contract, address by address, on a live session.</summary>
[Collection(EndToEndTests.Name)]
public sealed class PageApiTests
{
    private const string Door = """{"name":"door","kind":"hide","shape":"rectangle","left":0.1,"top":0.02,"width":0.3,"height":0.1}""";

    [Fact]
    public async Task The_page_and_its_files_are_served_with_a_policy_and_a_tag()
    {
        await using var rig = await PageRig.StartAsync(7001);
        using var page = await rig.Http.GetAsync(rig.At(""));
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        Assert.Contains("StreamShield", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var again = new HttpRequestMessage(HttpMethod.Get, rig.At("index.html"));
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        using var unchanged = await rig.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var icon = await rig.Http.GetAsync(rig.At("/favicon.svg"));
        Assert.Equal("image/svg+xml", icon.Content.Headers.ContentType!.ToString());
        using var bare = await rig.Http.GetAsync(rig.At($"/{rig.Token.Text}?dock=1"));
        Assert.Equal($"/{rig.Token.Text}/?dock=1", bare.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_picture_is_kept_without_what_its_file_says_shown_and_deleted_and_a_bomb_is_refused()
    {
        await using var rig = await PageRig.StartAsync(7021);
        using var decoy = Cv2.ImDecode(await rig.Http.GetByteArrayAsync(rig.At("decoy.jpg?seed=7&strength=50")), ImreadModes.Color);
        Assert.Equal(new Size(256, 144), decoy.Size());
        using var picture = new Mat(90, 160, MatType.CV_8UC3, new Scalar(0, 0, 255));
        Cv2.ImEncode(".jpg", picture, out var jpeg);

        // A comment, as cameras write the place in.
        var place = "48.2082 N 16.3738 E"u8.ToArray();
        byte[] file = [.. jpeg[..2], 0xFF, 0xFE, 0, (byte)(place.Length + 2), .. place, .. jpeg[2..]];
        var (status, added) = await SendAsync(file, "image/jpeg");
        Assert.Equal(HttpStatusCode.OK, status);
        var path = (string)added["path"]!;
        Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf(place));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal(added["name"]!.ToString(), (await SendAsync(file, "image/jpeg")).Answer["name"]!.ToString());
        using var small = Cv2.ImDecode(await rig.Http.GetByteArrayAsync(rig.At($"pictures/{added["name"]}")), ImreadModes.Color);
        Assert.Equal(new Size(256, 144), small.Size());

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await SendAsync(file, "text/plain")).Status);
        Assert.Contains("choose a JPEG or PNG", (await SendAsync("no picture"u8.ToArray(), "image/png")).Answer["error"]!.ToString(), StringComparison.Ordinal);
        using var deleted = await rig.Http.DeleteAsync(rig.At($"pictures/{added["name"]}"));
        Assert.Equal("""{"pictures":[]}""", await deleted.Content.ReadAsStringAsync());
        Assert.False(File.Exists(path));
        using var gone = await rig.Http.GetAsync(rig.At("pictures/..%2Fcurrent-room"));
        Assert.Equal(HttpStatusCode.BadRequest, gone.StatusCode);

        async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(byte[] bytes, string type)
        {
            using var body = new ByteArrayContent(bytes);
            body.Headers.ContentType = new MediaTypeHeaderValue(type);
            using var answer = await rig.Http.PostAsync(rig.At("pictures"), body);
            return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
        }
    }

    [Fact]
    public async Task The_guide_is_served_topic_by_topic_and_its_links_lead_to_topics()
    {
        await using var rig = await PageRig.StartAsync(7020);
        foreach (var address in HelpRoutes.Topics.Select(static topic => $"help/{topic}").Prepend("help"))
        {
            using var page = await rig.Http.GetAsync(rig.At(address));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType!.ToString());
            foreach (var link in Regex.Matches(await page.Content.ReadAsStringAsync(), "(?:href|src)=\"([^\":]+)\"").Select(static match => match.Groups[1].Value))
            {
                using var linked = await rig.Http.GetAsync(new Uri(rig.At(address), link));
                Assert.True(linked.IsSuccessStatusCode, $"{address} leads to {link}");
            }
        }

        using var none = await rig.Http.GetAsync(rig.At("help/secrets.md"));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_build_that_knows_no_releases_asks_nobody_for_them()
    {
        await using var rig = await PageRig.StartAsync(7021);
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "newest-version", "{}");
    }

    [Fact]
    public async Task The_state_says_everything_once_and_as_a_stream()
    {
        await using var rig = await PageRig.StartAsync(7002);
        var state = await rig.GetAsync("state");
        foreach (var field in (string[])["live", "headline", "state", "reason", "detail", "panic", "fps", "latencyMs", "cpuPercent", "peakMemoryMb", "clients", "size", "framesPerSecond",
            "source", "camera", "sourceFormat", "model", "modelChoice", "counters", "outputs", "room", "settings", "sound", "streamer", "roomSense", "plate", "audit"])
        {
            Assert.True(state.TryGetProperty(field, out _), field);
        }

        Assert.Equal(("GOING OUT", "live", "256x192"), (state.GetProperty("headline").GetString(), state.GetProperty("state").GetString(), state.GetProperty("size").GetString()));
        using var beside = JsonDocument.Parse(await rig.Http.GetStringAsync(rig.Server.AddressOf(LiveRoutes.State)));
        foreach (var field in (string[])["live", "headline", "state", "reason", "size", "framesPerSecond", "source", "model"])
        {
            Assert.Equal(state.GetProperty(field).ToString(), beside.RootElement.GetProperty(field).ToString());
        }

        Assert.Equal("everyone", state.GetProperty("streamer").GetProperty("state").GetString());
        Assert.Equal("idle", state.GetProperty("audit").GetProperty("phase").GetString());
        Assert.Equal(2, state.GetProperty("outputs").GetArrayLength());

        using var stream = new StreamReader(await rig.Http.GetStreamAsync(rig.At("events")), Encoding.UTF8);
        Assert.False((await EventAsync(stream)).GetProperty("panic").GetBoolean());
        await rig.SendAsync("POST", "panic", """{"on":true}""");
        JsonElement seen;
        do
        {
            seen = await EventAsync(stream);
        }
        while (!seen.GetProperty("panic").GetBoolean());
        Assert.False(seen.GetProperty("live").GetBoolean());
        Assert.Equal("panic", seen.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Settings_are_in_force_with_the_next_frame_and_stay_when_refused()
    {
        await using var rig = await PageRig.StartAsync(7003);
        var state = await rig.SendAsync("PUT", "settings", $$"""{"effect":"solid","strength":90,"sensitivity":40,"zones":[{{Door}}]}""");
        var settings = state.GetProperty("settings");
        Assert.Equal(("solid", 90, 40), (settings.GetProperty("effect").GetString(), settings.GetProperty("strength").GetInt32(), settings.GetProperty("sensitivity").GetInt32()));
        Assert.Equal("door", settings.GetProperty("zones")[0].GetProperty("name").GetString());
        Assert.True(state.GetProperty("room").GetProperty("unsaved").GetBoolean());
        var revision = settings.GetProperty("revision").GetInt64();

        Assert.Contains("101", await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", """{"strength":101}"""), StringComparison.Ordinal);
        Assert.Contains("picture", await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", """{"effect":"image"}"""), StringComparison.Ordinal);
        Assert.Contains("does not exist", await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", """{"image":"/no/such.jpg"}"""), StringComparison.Ordinal);
        var after = (await rig.GetAsync("state")).GetProperty("settings");
        Assert.Equal(revision, after.GetProperty("revision").GetInt64());
        Assert.Equal(90, after.GetProperty("strength").GetInt32());

        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task Colour_turn_and_mirror_are_chosen_on_the_page_and_kept_with_the_room()
    {
        await using var rig = await PageRig.StartAsync(7011);
        var settings = (await rig.SendAsync("PUT", "settings", """{"effect":"solid","colour":"green","turn":180,"mirror":true}""")).GetProperty("settings");
        Assert.Equal(("#00ff00", 180, true), (settings.GetProperty("colour").GetString(), settings.GetProperty("turn").GetInt32(), settings.GetProperty("mirror").GetBoolean()));
        Assert.Contains("45", await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", """{"turn":45}"""), StringComparison.Ordinal);
        Assert.Contains("mauve", await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "settings", """{"colour":"mauve"}"""), StringComparison.Ordinal);
        await rig.SendAsync("POST", "rooms", """{"name":"Ceiling"}""");
        var kept = rig.Rooms.Load("Ceiling");
        Assert.Equal(new Orientation(180, true), kept.Orientation);
        Assert.Equal("#00ff00", kept.Settings.Colour.ToString());

        // What is as usual is told as well: the page goes back to it with Undo.
        settings = (await rig.SendAsync("PUT", "settings", "{\"colour\":null}")).GetProperty("settings");
        Assert.Equal((JsonValueKind.Null, true), (settings.GetProperty("colour").ValueKind, settings.GetProperty("selfCapture").GetBoolean()));
    }

    [Fact]
    public async Task Panic_hides_within_a_frame_by_page_and_by_button()
    {
        await using var rig = await PageRig.StartAsync(7004);
        await rig.SendAsync("POST", "panic", """{"on":true}""");
        var shown = rig.Live.Witness.Shown;
        rig.Live.UntilSlate(SlateReason.Panic);
        Assert.InRange(rig.Live.Witness.Shown - shown, 0, 1);
        await rig.SendAsync("POST", "panic", """{"on":false}""");
        rig.Live.UntilShown();

        foreach (var (query, on) in new[] { ("&on=1", true), ("&on=0", false), ("", true), ("&on=0", false) })
        {
            using var answer = await rig.Http.PostAsync(rig.At($"/panic?token={rig.Token.Text}{query}"), null);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(on, rig.Live.Session.Outlet.Panic);
        }

        using var nonsense = await rig.Http.PostAsync(rig.At($"/panic?token={rig.Token.Text}&on=maybe"), null);
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
        using var got = await rig.Http.GetAsync(rig.At($"/panic?token={rig.Token.Text}&on=1"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, got.StatusCode);
        Assert.False(rig.Live.Session.Outlet.Panic);
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "panic");
        rig.Live.UntilShown();

        // Law 8, while the run begins anew.
        rig.Server.Site = rig.Page.Paused();
        rig.End();
        using var pressed = await rig.Http.PostAsync(rig.At($"/panic?token={rig.Token.Text}"), null);
        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        var state = await rig.GetAsync("state");
        Assert.Equal(("starting", true, false), (state.GetProperty("state").GetString(), state.GetProperty("panic").GetBoolean(), state.GetProperty("live").GetBoolean()));
        Assert.False((await rig.SendAsync("POST", "panic", """{"on":false}""")).GetProperty("panic").GetBoolean());
        foreach (var (method, path, body) in (IEnumerable<(string, string, string)>)[("PUT", "settings", """{"strength":50}"""), ("GET", "strengths", "{}"), ("GET", "profiles", "{}")])
        {
            Assert.Contains("try again", await rig.RefusedAsync(HttpStatusCode.ServiceUnavailable, method, path, body), StringComparison.Ordinal);
        }

        using var file = await rig.Http.GetAsync(rig.At($"/{rig.Token.Text}/index.html"));
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
    }

    [Fact]
    public async Task An_output_that_is_off_shows_the_slate_and_the_others_go_on()
    {
        await using var rig = await PageRig.StartAsync(7005);
        var state = await rig.SendAsync("PUT", "outputs", """{"memory":false}""");
        Assert.Equal([false, true], state.GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("on").GetBoolean()));
        rig.Live.UntilSlate(SlateReason.Panic);
        Assert.True(state.GetProperty("live").GetBoolean());
        Assert.Contains("'memory'", await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "outputs", """{"film":false}"""), StringComparison.Ordinal);
        await rig.SendAsync("PUT", "outputs", """{"memory":true}""");
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task Another_source_comes_after_the_slate_and_one_that_is_none_changes_nothing()
    {
        await using var rig = await PageRig.StartAsync(7006);
        foreach (var wrong in (string[])["clip:/no/such.mp4", "/no/such.mp4", "teapot"])
        {
            await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "source", JsonSerializer.Serialize(new Dictionary<string, string> { ["camera"] = wrong }));
        }

        await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "source");
        rig.Live.UntilShown();
        Assert.False(rig.Live.Source.Disposed);

        var state = await rig.SendAsync("PUT", "source", """{"camera":"pattern"}""");
        Assert.False(state.GetProperty("live").GetBoolean());
        await rig.UntilAsync("the pattern is live", now => now.GetProperty("live").GetBoolean() && now.GetProperty("source").GetString()!.Contains("pattern", StringComparison.Ordinal));
        Assert.True(rig.Live.Source.Disposed);
    }

    [Fact]
    public async Task Another_model_comes_after_the_slate_and_one_that_cannot_be_used_changes_nothing()
    {
        await using var rig = await PageRig.StartAsync(7007);
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "PUT", "model", """{"model":"nobody"}""");
        rig.Live.UntilShown();
        Assert.Equal(0, rig.Live.Session.Pipeline.SlateCount(SlateReason.ModelFailed));
        await rig.SendAsync("PUT", "model", JsonSerializer.Serialize(new Dictionary<string, string> { ["model"] = rig.Live.Model }));
        rig.Live.Until("the model is loaded", () => rig.Live.Session.Pipeline.SlateCount(SlateReason.ModelLoading) == 2);
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task A_pick_a_confirmation_and_the_lists_are_answered()
    {
        await using var rig = await PageRig.StartAsync(7008);
        await rig.SendAsync("POST", "pick", """{"x":0.5,"y":0.5}""");
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "pick", """{"x":1.5,"y":0.5}""");
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "pick", """{"x":0.5}""");
        await rig.SendAsync("POST", "confirm-camera");
        var devices = await rig.GetAsync("devices");
        Assert.Equal("auto", devices.GetProperty("models")[0].GetProperty("name").GetString());
        Assert.Equal(2, devices.GetProperty("outputs").GetArrayLength());
        var strengths = await rig.GetAsync("strengths");
        Assert.Equal(Effects.All.Count, strengths.GetProperty("effects").GetArrayLength());
        Assert.Equal(StrengthMeaning.Measured[^1].Sentence, strengths.GetProperty("strengths").EnumerateArray().Last().GetProperty("sentence").GetString());
        var obs = await rig.GetAsync("obs");
        Assert.Equal(rig.Server.AddressOf("/out.mjpg"), obs.GetProperty("address").GetString());
        Assert.Equal(rig.At(rig.Secrets.Control, "?dock=1").ToString(), obs.GetProperty("dock").GetString());
        Assert.True((await rig.GetAsync("virtual-camera")).GetProperty("inUse").GetBoolean());
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "virtual-camera", """{"commands":"reboot"}""");
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "virtual-camera");
        rig.Live.UntilShown();
        rig.End();
    }

    [Fact]
    public async Task The_check_before_a_stream_runs_to_an_outcome_and_one_at_a_time()
    {
        await using var rig = await PageRig.StartAsync(7009);
        var source = rig.Live.Session.Capture.Name;
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "audit", """{"seconds":1}""");
        var state = await rig.SendAsync("POST", "audit", """{"seconds":60}""");
        Assert.Equal("running", state.GetProperty("audit").GetProperty("phase").GetString());
        await rig.RefusedAsync(HttpStatusCode.BadRequest, "POST", "audit", """{"seconds":3}""");
        await rig.SendAsync("DELETE", "audit");
        await rig.UntilAsync("it has stopped", now => now.GetProperty("audit").GetProperty("phase").GetString() == "idle");

        await rig.SendAsync("POST", "audit", """{"seconds":3}""");
        var outcome = (await rig.UntilAsync("it is done", now => now.GetProperty("audit").GetProperty("phase").GetString() is "done" or "failed")).GetProperty("audit");
        Assert.Equal("done", outcome.GetProperty("phase").GetString());
        Assert.True(outcome.GetProperty("figures").GetProperty("shown").GetInt64() > 10);
        Assert.NotEqual("", outcome.GetProperty("words").GetString());
        Assert.Equal(JsonValueKind.Array, outcome.GetProperty("suggestedZones").ValueKind);
        Assert.True(outcome.GetProperty("isCurrent").GetBoolean());
        Assert.True(outcome.GetProperty("at").GetDateTimeOffset() > DateTimeOffset.Now.AddMinutes(-5));

        // What was checked is not what goes out any more, until it is put back.
        Assert.False((await rig.SendAsync("PUT", "settings", """{"strength":10}""")).GetProperty("audit").GetProperty("isCurrent").GetBoolean());
        Assert.True((await rig.SendAsync("PUT", "settings", """{"strength":75}""")).GetProperty("audit").GetProperty("isCurrent").GetBoolean());

        // Nor is it another camera, such as the demo clip in place of the first webcam.
        rig.Live.Session.Change(rig.Control.Now.Settings, () => rig.Live.Open(), new NoSource("There is no camera."));
        await rig.UntilAsync("the other camera counts as not checked", static now => !now.GetProperty("audit").GetProperty("isCurrent").GetBoolean());

        // A later run knows the verdict as long as nothing is changed.
        var kept = new KeptChecks(Path.Combine(rig.Rooms.Folder, "..", "checks.json"));
        var now = rig.Control.Now;
        Assert.Equal(outcome.GetProperty("words").GetString(), kept.Find(now, source)?.Words);
        Assert.Null(kept.Find(now, "demo clip"));
        var other = now.Room with { Settings = now.Room.Settings with { Strength = 10 } };
        Assert.Null(kept.Find(new ProfileInForce(other, null, now.Settings, "", now.Revision + 1), source));
        Assert.NotNull(kept.Find(new ProfileInForce(now.Room with { Name = "Attic" }, null, now.Settings, "", now.Revision + 2), source));
        using var plate = new Plate(Room.Size) { StoredId = "other" };
        Assert.Null(kept.Find(new ProfileInForce(now.Room, null, now.Settings with { Plate = plate }, "", now.Revision + 3), source));
        rig.End();
    }

    private static async Task<JsonElement> EventAsync(StreamReader stream)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        Assert.Equal("event: state", await stream.ReadLineAsync(patience.Token));
        var data = await stream.ReadLineAsync(patience.Token);
        Assert.Equal("", await stream.ReadLineAsync(patience.Token));
        using var document = JsonDocument.Parse(data!["data: ".Length..]);
        return document.RootElement.Clone();
    }
}
