using System.Text.Json;
using System.Text.Json.Nodes;
using StreamShield.App.Obs;
using StreamShield.App.Page;

namespace StreamShield.Tests.App.Obs;

/// <summary>What the page does in OBS with one click.</summary>
public sealed class ObsScenesTests
{
    private const string Picture = "http://127.0.0.1:8787/out.mjpg?token=new";

    [Fact]
    public async Task Raw_cameras_and_microphones_are_found_and_virtual_ones_are_not()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Webcam"] = ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" });
        obs.Inputs["Desk"] = ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video2" });
        obs.Inputs["Mic"] = ("pulse_input_capture", new JsonObject());
        obs.Inputs["Cable"] = ("pulse_input_capture", new JsonObject { ["device_id"] = "shield.monitor" });
        obs.Inputs["Game"] = ("xshm_input", new JsonObject());
        obs.Items["Main"].AddRange([("Webcam", true), ("Game", true)]);
        obs.Items["BRB"].AddRange([("Webcam", false), ("Desk", false)]);
        var view = await Desk(obs).LookAsync(Picture, default);
        Assert.Equal(["Webcam", "Mic", "Desk"], view.Raw.Select(raw => raw.Source));
        Assert.Equal([true, true, false], view.Raw.Select(raw => raw.IsOn));
        Assert.Equal(["Main", "BRB"], view.Raw[0].Scenes);
        Assert.Equal("Built-in", view.Raw[1].Device);
        Assert.False(view.IsIn);
        Assert.Empty(obs.Changes);
    }

    [Fact]
    public async Task Put_in_twice_it_is_there_once_with_the_newest_address()
    {
        await using var obs = await FakeObs.StartAsync();
        await Desk(obs).PutAsync(Picture.Replace("new", "old", StringComparison.Ordinal), default);
        var view = await Desk(obs).PutAsync(Picture, default);
        Assert.True(view.IsIn);
        Assert.Equal([("StreamShield", true)], obs.Items["Main"]);
        Assert.Equal(Picture, obs.Inputs["StreamShield"].Settings["input"]!.GetValue<string>());
    }

    [Fact]
    public async Task Put_into_a_scene_with_a_raw_camera_it_takes_the_cameras_frame()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Webcam"] = ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" });
        obs.Items["Main"].Add(("Webcam", true));
        Assert.Single((await Desk(obs).PutAsync(Picture, default)).Raw);
        var transform = (await obs.AskedAsync("SetSceneItemIndex"))!;
        Assert.Equal(1, transform["sceneItemIndex"]!.GetValue<int>());

        // Where the streamer has put it since is her choice.
        obs.Forget();
        await Desk(obs).PutAsync(Picture, default);
        Assert.DoesNotContain("SetSceneItemTransform", obs.Changes);
    }

    [Theory]
    [InlineData(1, 0.25, 1280, 0, "OBS_BOUNDS_NONE", 0, 10, 300)] // Scaled and cropped: what is seen of it.
    [InlineData(1, -0.25, 1280, 0, "OBS_BOUNDS_NONE", 0, -290, 300)] // Mirrored about its position: as large, where it is seen.
    [InlineData(1, 1, 1280, 0, "OBS_BOUNDS_STRETCH", 400, 10, 400)] // In a frame: the frame.
    [InlineData(1, 1, 0, 0, "OBS_BOUNDS_NONE", 0, 0, 1920)] // Untouched without a picture: the whole scene.
    [InlineData(1, 0.25, 0, 0, "OBS_BOUNDS_NONE", 0, 10, 0)] // Scaled without a picture: the same scale.
    public void The_picture_takes_the_cameras_frame(double scaleY, double scaleX, double width, double rotation, string bounds, double boundsWidth, double x, double wanted)
    {
        var crop = width > 0 ? 80.0 : 0;
        var place = ScenePlace.For(
            new ObsProtocol.Place(10, 20, rotation, 5, scaleX, scaleY, width, width * 9 / 16, crop, 0, 0, 0, bounds, 0, boundsWidth, boundsWidth * 9 / 16), new ObsProtocol.VideoSettings(1920, 1080));
        Assert.Equal(x, Number("positionX"));
        Assert.Equal(wanted, Number("boundsWidth"));
        Assert.Equal(wanted > 0 ? Math.Sign(scaleX) : scaleX, Number("scaleX"));

        double Number(string name) => place[name]?.Deserialize<double>() ?? 0;
    }

    [Fact]
    public async Task A_raw_camera_is_replaced_where_it_is_in_every_scene()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Webcam"] = ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" });
        obs.Items["Main"].Add(("Webcam", true));
        obs.Items["BRB"].Add(("Webcam", false));
        var view = await Desk(obs).ReplaceAsync(Picture, "Webcam", default);
        Assert.Empty(view.Raw);
        Assert.Equal([("StreamShield", true)], obs.Items["Main"]);
        Assert.Equal([("StreamShield", false)], obs.Items["BRB"]);
        Assert.All(obs.Transforms.GroupBy(static set => set.Scene), static of => Assert.Equal(320, of.Last().Transform["boundsWidth"]!.GetValue<double>()));
        Assert.Equal(["BRB", "Main"], obs.Transforms.Select(static set => set.Scene).Distinct().Order());
        var transform = (await obs.AskedAsync("SetSceneItemIndex"))!;
        Assert.Equal(1, transform["sceneItemIndex"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_raw_camera_in_a_nested_scene_is_replaced_there_alone()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Webcam"] = ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" });
        obs.Items["Main"].Add(("Corner", true));
        obs.Items["Corner"] = [("Webcam", true)];
        var view = await Desk(obs).ReplaceAsync(Picture, "Webcam", default);
        Assert.Empty(view.Raw);
        Assert.True(view.IsIn);
        Assert.Equal([("Corner", true)], obs.Items["Main"]);
        Assert.Equal([("StreamShield", true)], obs.Items["Corner"]);
    }

    [Fact]
    public async Task What_is_in_a_group_is_not_replaced_and_nothing_is_removed()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Webcam"] = ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" });
        obs.Items["Corner"] = [("Webcam", true)];
        obs.Groups.Add("Corner");
        obs.Items["Main"].Add(("Corner", true));
        var refused = await Assert.ThrowsAsync<ObsException>(() => Desk(obs).ReplaceAsync(Picture, "Webcam", default));
        Assert.Contains("group", refused.Message, StringComparison.Ordinal);
        Assert.True(obs.Inputs.ContainsKey("Webcam"));
        Assert.Empty(obs.Changes);
    }

    /// <summary>Every way that the guide tells to put it in.</summary>
    [Theory]
    [InlineData("ffmpeg_source", "input", Picture, true)]
    [InlineData("browser_source", "url", "http://127.0.0.1:8787/watch?token=new", true)]
    [InlineData("dshow_input", "video_device_id", "OBS Virtual Camera:", true)]
    [InlineData("browser_source", "url", "http://127.0.0.1:8787/watch?token=old", false)]
    [InlineData("browser_source", "url", "https://example.org/", false)]
    [InlineData("dshow_input", "video_device_id", "C920:", false)]
    public async Task A_scene_that_shows_the_shielded_picture_is_known_as_such(string kind, string setting, string value, bool isIn)
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Me"] = (kind, new JsonObject { [setting] = value, ["is_local_file"] = false });
        obs.Items["Main"].Add(("Me", true));
        Assert.Equal(isIn, (await Desk(obs).LookAsync(Picture, default)).IsIn);

        obs.Items["Main"] = [("Corner", true)];
        obs.Items["Corner"] = [("Me", true)];
        Assert.Equal(isIn, (await Desk(obs).LookAsync(Picture, default)).IsIn);
        obs.Groups.Add("Corner");
        Assert.Equal(isIn, (await Desk(obs).LookAsync(Picture, default)).IsIn);
        obs.Items["Main"] = [("Corner", false)];
        Assert.False((await Desk(obs).LookAsync(Picture, default)).IsIn);
    }

    [Fact]
    public async Task A_microphone_is_muted_and_a_camera_removed()
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Webcam"] = ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" });
        obs.Inputs["Mic"] = ("pulse_input_capture", new JsonObject());
        obs.Items["Main"].Add(("Webcam", true));
        Assert.False((await Desk(obs).MuteAsync(Picture, "Mic", default)).Raw.Single(raw => !raw.IsCamera).IsOn);
        Assert.DoesNotContain((await Desk(obs).RemoveAsync(Picture, "Webcam", default)).Raw, raw => raw.IsCamera);
        Assert.Empty(obs.Items["Main"]);
        await Assert.ThrowsAsync<ObsException>(() => Desk(obs).MuteAsync(Picture, "Gone", default));
    }

    [Theory]
    [InlineData(true, true, true, "obsCamera")]
    [InlineData(true, false, false, "obsCamera")]
    [InlineData(false, true, true, "obsMicrophone")]
    public async Task The_check_says_what_obs_takes_past_the_shield(bool isCamera, bool isOn, bool mustMend, string kind)
    {
        await using var obs = await FakeObs.StartAsync();
        obs.Inputs["Raw"] = isCamera ? ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" }) : ("pulse_input_capture", []);
        obs.Items["Main"].Add(("Raw", isOn));
        var findings = await new AroundCheck(Desk(obs), Picture, static () => 1, static () => false, static () => true).FindAsync(default);
        var finding = Assert.Single(findings, one => one.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(mustMend, finding.MustMend);
        Assert.Contains("“Raw”", finding.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_obs_the_check_says_that_nobody_reads_the_picture()
    {
        var nothing = new ObsDesk(static () => throw new ObsException("OBS is not there."), new HashSet<string>(), TimeProvider.System);
        Assert.Single(await new AroundCheck(nothing, Picture, static () => 0, static () => false, static () => false).FindAsync(default));
        Assert.Empty(await new AroundCheck(nothing, Picture, static () => 0, static () => true, static () => false).FindAsync(default));
        Assert.Empty(await new AroundCheck(nothing, Picture, static () => 1, static () => false, static () => false).FindAsync(default));
    }

    private static ObsDesk Desk(FakeObs obs) => new(() => new ObsAccess(obs.Address.ToString(), FakeObs.Password), new HashSet<string>(), TimeProvider.System);
}
