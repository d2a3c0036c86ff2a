using System.Text.Json.Nodes;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>What <c>obs setup</c> does to OBS, once and again.</summary>
public class ObsSetupTests
{
    private static readonly SetupRequest Usual = new(null, "StreamShield", null, null, null);

    [Fact]
    public async Task It_makes_the_source_fitted_in_the_scene_that_goes_out()
    {
        await using var obs = await FakeObs.StartAsync();
        await SetUpAsync(obs, Usual);
        Assert.Equal(["CreateInput", "SetSceneItemTransform"], obs.Changes);
        Assert.Equal([("StreamShield", true)], obs.Items["Main"]);
        var (kind, settings) = obs.Inputs["StreamShield"];
        Assert.Equal("ffmpeg_source", kind);
        Assert.Equal("http://127.0.0.1:8787/out.mjpg", settings["input"]!.GetValue<string>());
        Assert.Equal("mpjpeg", settings["input_format"]!.GetValue<string>());
        Assert.Equal(1, settings["reconnect_delay_sec"]!.GetValue<int>());
        Assert.False(settings["is_local_file"]!.GetValue<bool>());
        Assert.False(settings["restart_on_activate"]!.GetValue<bool>());
        var transform = (await obs.AskedAsync("SetSceneItemTransform"))!["sceneItemTransform"]!;
        Assert.Equal(1280, transform["boundsWidth"]!.GetValue<int>());
        Assert.Equal(720, transform["boundsHeight"]!.GetValue<int>());
        Assert.Equal("OBS_BOUNDS_SCALE_INNER", transform["boundsType"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_name_of_a_source_removed_just_now_is_waited_for()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Refuses["CreateInput"] = ObsProtocol.AlreadyExists;
        var asked = obs.AskedAsync("CreateInput");
        var made = SetUpAsync(obs, Usual);
        await asked;
        obs.Refuses.Remove("CreateInput", out _);
        await made;
        Assert.Equal([("StreamShield", true)], obs.Items["Main"]);
    }

    [Fact]
    public async Task A_source_that_is_listed_though_it_was_removed_just_now_is_made_again()
    {
        await using var obs = await FakeObs.StartAsync();
        await SetUpAsync(obs, Usual);
        obs.Refuses["SetInputSettings"] = ObsProtocol.NotFound;
        var asked = obs.AskedAsync("SetInputSettings");
        var made = SetUpAsync(obs, Usual);
        await asked;
        obs.Inputs.Remove("StreamShield", out _);
        obs.Items["Main"].Clear();
        obs.Refuses.Remove("SetInputSettings", out _);
        await made;
        Assert.Equal([("StreamShield", true)], obs.Items["Main"]);
    }

    [Fact]
    public async Task The_second_time_nothing_is_made_nor_moved_and_the_address_is_kept()
    {
        await using var obs = await FakeObs.StartAsync();
        await SetUpAsync(obs, Usual with { SafeScene = "Pause" });
        obs.Inputs["StreamShield"].Settings["input"] = "http://127.0.0.1:8787/out.mjpg?token=live";
        obs.Inputs["StreamShield"].Settings["input_format"] = "";
        var scenes = obs.Items.ToDictionary(scene => scene.Key, scene => scene.Value.ToArray());
        obs.Forget();
        await SetUpAsync(obs, Usual with { SafeScene = "Pause" });
        Assert.Equal(["SetInputSettings", "SetSceneSceneTransitionOverride"], obs.Changes);
        Assert.Equal("http://127.0.0.1:8787/out.mjpg?token=live", obs.Inputs["StreamShield"].Settings["input"]!.GetValue<string>());
        Assert.Equal("mpjpeg", obs.Inputs["StreamShield"].Settings["input_format"]!.GetValue<string>());
        Assert.Equal(scenes, obs.Items.ToDictionary(scene => scene.Key, scene => scene.Value.ToArray()));
    }

    [Fact]
    public async Task A_source_of_ours_under_another_name_is_put_right_and_shown_in_the_scene_asked_for()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Me"] = ("ffmpeg_source", new JsonObject { ["is_local_file"] = false, ["input"] = "http://localhost:1/out.mjpg?token=old" });
        await SetUpAsync(obs, Usual with { Scene = "BRB", Address = "http://127.0.0.1:8787/out.mjpg?token=new" });
        Assert.Equal(["SetInputSettings", "CreateSceneItem", "SetSceneItemTransform"], obs.Changes);
        Assert.Equal([("Me", true)], obs.Items["BRB"]);
        Assert.Equal("http://127.0.0.1:8787/out.mjpg?token=new", obs.Inputs["Me"].Settings["input"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/dev/video10", "v4l2_input", "device_id", "/dev/video10")]
    [InlineData("OBS Virtual Camera", "dshow_input", "video_device_id", "OBS Virtual Camera:")]
    public async Task With_a_virtual_camera_it_makes_a_camera_source(string camera, string kind, string setting, string value)
    {
        await using var obs = await FakeObs.StartAsync();
        await SetUpAsync(obs, Usual with { Camera = camera });
        Assert.Equal(kind, obs.Inputs["StreamShield"].Kind);
        Assert.Equal(value, obs.Inputs["StreamShield"].Settings[setting]!.GetValue<string>());
    }

    [Fact]
    public async Task It_makes_a_safe_scene_with_something_to_see_and_a_cut()
    {
        await using var obs = await FakeObs.StartAsync();
        var said = await SetUpAsync(obs, Usual with { SafeScene = "Pause" });
        Assert.Equal(["color_source_v3", "text_ft2_source_v2"], obs.Items["Pause"].Select(item => obs.Inputs[item.Source].Kind));
        Assert.Equal(
            ["CreateInput", "SetSceneItemTransform", "CreateScene", "CreateInput", "CreateInput", "SetSceneItemTransform", "SetSceneSceneTransitionOverride"], obs.Changes);
        Assert.Equal(3, said.Count);
    }

    [Fact]
    public async Task A_safe_scene_that_is_there_is_left_alone()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Items["BRB"].Add(("Film", true));
        await SetUpAsync(obs, Usual with { SafeScene = "BRB" });
        Assert.Equal([("Film", true)], obs.Items["BRB"]);
    }

    [Fact]
    public async Task A_name_that_is_taken_by_something_else_is_refused()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["StreamShield"] = ("color_source", []);
        var refusal = await Assert.ThrowsAsync<ObsException>(() => SetUpAsync(obs, Usual));
        Assert.Contains("another kind (color_source)", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(obs.Changes);
    }

    private static async Task<List<string>> SetUpAsync(FakeObs obs, SetupRequest request)
    {
        var said = new List<string>();
        await using var connection = await obs.ConnectAsync();
        await new ObsSetup(connection, said.Add, CancellationToken.None).RunAsync(request);
        return said;
    }
}
