using System.Text.Json.Nodes;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>The guard over a socket: what OBS is asked to do, and what the streamer is told.</summary>
public sealed class ObsGuardTests : IAsyncLifetime, IDisposable
{
    private static readonly GuardOptions Safe = new() { SafeScene = "BRB", After = TimeSpan.Zero };

    private readonly CancellationTokenSource _stop = new();
    private readonly WatchedWriter _said = new();
    private readonly ShieldSignal _shield = new();
    private FakeObs _obs = null!;
    private ObsWatch? _watch;

    public async ValueTask InitializeAsync()
    {
        _obs = await FakeObs.StartAsync();
        _obs.Inputs["cam"] = ("v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" });
    }

    public async ValueTask DisposeAsync()
    {
        await (_watch?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _obs.DisposeAsync();
    }

    public void Dispose()
    {
        _said.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task It_warns_at_the_start_and_when_something_is_added()
    {
        _obs.Items["Main"].Add(("cam", false));
        Start(new GuardOptions());
        await _said.LineWithAsync("Scene 'Main' holds your raw camera: 'cam' (/dev/video0), switched off now");
        _obs.Change(() =>
        {
            _obs.Items["Cameras"] = [("box", true)];
            _obs.Items["box"] = [("cam", true)];
            _obs.Groups.Add("box");
        });
        await _obs.TellAsync("SceneItemCreated", []);
        await _said.LineWithAsync("Scene 'Cameras' shows your raw camera: 'cam' (/dev/video0) inside 'box'");
        Assert.Empty(_obs.Changes);
    }

    [Fact]
    public async Task It_shows_the_safe_scene_when_the_picture_is_hidden()
    {
        _shield.Tell(true);
        Start(Safe);
        await _said.LineWithAsync("No scene in OBS holds a raw camera.");
        _shield.Tell(false);
        var asked = await _obs.AskedAsync("SetCurrentProgramScene");
        Assert.Equal("BRB", asked!["sceneName"]!.GetValue<string>());
        Assert.Equal("BRB", _obs.Program);
        Assert.Equal(["SetSceneSceneTransitionOverride", "SetCurrentProgramScene"], _obs.Changes);
    }

    [Fact]
    public async Task It_goes_to_the_safe_scene_by_a_cut_whatever_that_is_called()
    {
        Start(Safe);
        Assert.Equal("Schnitt", (await _obs.AskedAsync("SetSceneSceneTransitionOverride"))!["transitionName"]!.GetValue<string>());
    }

    [Fact]
    public async Task It_leaves_a_raw_scene_that_is_chosen()
    {
        _obs.Items["Raw"] = [("cam", true)];
        Start(Safe with { StopRaw = true });
        await _said.LineWithAsync("Scene 'Raw' shows your raw camera");
        await _obs.ShowAsync("Raw");
        await _obs.AskedAsync("SetCurrentProgramScene");
        Assert.Equal("BRB", _obs.Program);
        Assert.DoesNotContain("StopRecord", _obs.Changes);
    }

    [Fact]
    public async Task It_leaves_a_raw_scene_of_which_OBS_tells_only_that_its_camera_is_on_air()
    {
        _obs.Items["Raw"] = [("cam", true)];
        Start(Safe with { StopRaw = true });
        await _said.LineWithAsync("Scene 'Raw' shows your raw camera");
        _obs.Change(() => _obs.Program = "Raw");
        await _obs.TellAsync("InputActiveStateChanged", new JsonObject { ["inputName"] = "cam", ["videoActive"] = true });
        await _obs.AskedAsync("SetCurrentProgramScene");
        Assert.Equal("BRB", _obs.Program);
    }

    [Fact]
    public async Task It_leaves_a_scene_whose_camera_is_switched_on()
    {
        _obs.Items["Main"].Add(("cam", false));
        Start(Safe with { StopRaw = true });
        await _said.LineWithAsync("switched off now");
        _obs.Change(() => _obs.Items["Main"][0] = ("cam", true));
        await _obs.TellAsync("SceneItemEnableStateChanged", []);
        await _obs.AskedAsync("SetCurrentProgramScene");
    }

    [Fact]
    public async Task It_stops_what_goes_out_when_OBS_refuses_to_leave_a_raw_scene()
    {
        _obs.Items["Raw"] = [("cam", true)];
        _obs.Refuses["SetCurrentProgramScene"] = 702;
        Start(Safe with { StopRaw = true });
        await _said.LineWithAsync("Scene 'Raw' shows your raw camera");
        await _obs.TellAsync("StreamStateChanged", new JsonObject { ["outputActive"] = false, ["outputState"] = "OBS_WEBSOCKET_OUTPUT_STARTING" });
        await _obs.TellAsync("RecordStateChanged", new JsonObject { ["outputActive"] = true, ["outputState"] = "OBS_WEBSOCKET_OUTPUT_STARTED" });
        _obs.Active.UnionWith(["GetStreamStatus", "GetRecordStatus"]);
        await _obs.ShowAsync("Raw");
        await _obs.AskedAsync("StopStream");
        await _obs.AskedAsync("StopRecord");
        await _said.LineWithAsync("stopped streaming and recording");
    }

    [Fact]
    public async Task It_puts_the_address_of_this_run_into_old_sources_of_ours_and_no_others()
    {
        _obs.Inputs["Me"] = ("ffmpeg_source", new JsonObject { ["is_local_file"] = false, ["input"] = "http://127.0.0.1:9/out.mjpg?token=old", ["input_format"] = "mpjpeg" });
        _obs.Inputs["Film"] = ("ffmpeg_source", new JsonObject { ["is_local_file"] = false, ["input"] = "http://example.org/out.mjpg?token=old" });
        Start(new GuardOptions(), "http://127.0.0.1:8787/out.mjpg?token=new");
        var asked = await _obs.AskedAsync("SetInputSettings");
        Assert.Equal("Me", asked!["inputName"]!.GetValue<string>());
        Assert.Equal("http://127.0.0.1:8787/out.mjpg?token=new", _obs.Inputs["Me"].Settings["input"]!.GetValue<string>());
        Assert.Equal("mpjpeg", _obs.Inputs["Me"].Settings["input_format"]!.GetValue<string>());
        Assert.Equal(["SetInputSettings"], _obs.Changes);
        Assert.DoesNotContain("token", _said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_safe_scene_that_is_not_there_is_a_mistake_in_the_command()
    {
        Start(Safe with { SafeScene = "Pause" });
        var refusal = await Assert.ThrowsAsync<ObsException>(() => _watch!.Running.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("no scene 'Pause' in OBS (it has 'Main', 'BRB')", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OBS_that_comes_back_without_the_safe_scene_is_guarded_all_the_same()
    {
        _obs.Items["Raw"] = [("cam", true)];
        Start(Safe with { StopRaw = true });
        await _said.LineWithAsync("Scene 'Raw' shows your raw camera");
        _obs.Change(() =>
        {
            _obs.Items.Remove("BRB");
            _obs.Items["Other"] = [("cam", true)];
            _obs.Program = "Other";
            _obs.Active.Add("GetStreamStatus");
            _obs.Refuses["SetCurrentProgramScene"] = ObsProtocol.NotFound;
        });
        _obs.Drop();
        await _said.LineWithAsync("broke off");
        await _said.LineWithAsync("The safe scene 'BRB' is gone from OBS");
        await _said.LineWithAsync("Scene 'Other' shows your raw camera");
        await _obs.AskedAsync("StopStream");
    }

    [Fact]
    public async Task A_question_that_OBS_refuses_for_a_while_is_asked_again()
    {
        const int NotReady = 207;
        Start(new GuardOptions());
        await _said.LineWithAsync("No scene in OBS holds a raw camera.");
        _obs.Change(() =>
        {
            _obs.Items["Main"].Add(("cam", true));
            _obs.Refuses["GetSceneList"] = NotReady;
        });
        await _obs.TellAsync("CurrentSceneCollectionChanged", []);
        await _obs.AskedAsync("GetSceneList");
        _obs.Change(_obs.Refuses.Clear);
        await _said.LineWithAsync("Scene 'Main' shows your raw camera");
        Assert.DoesNotContain("Trying again", _said.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Of a busy OBS that tells nothing of a switch: what was told last is checked a second later.</summary>
    [Fact]
    public async Task A_scene_of_which_nothing_is_told_is_found_by_the_check()
    {
        _obs.Items["Raw"] = [("cam", true)];
        _obs.Items["Pause"] = [];
        Start(new GuardOptions { SafeScene = "Pause", StopRaw = true });
        await _said.LineWithAsync("Scene 'Raw' shows your raw camera");
        await _obs.TellAsync("SceneTransitionStarted", []);
        await _obs.AskedAsync("GetSourceActive");
        _obs.Forget();
        _obs.Change(() => _obs.Program = "Raw");
        await _obs.TellAsync("SceneTransitionEnded", []);
        var data = await _obs.AskedAsync("SetCurrentProgramScene");
        Assert.Equal("Pause", data!["sceneName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Nothing_is_asked_while_the_scene_collection_changes_and_everything_afterwards()
    {
        _obs.Items["Raw"] = [("cam", true)];
        _shield.Tell(true);
        Start(new GuardOptions());
        await _said.LineWithAsync("Scene 'Raw' shows your raw camera");
        await _obs.TellAsync("CurrentSceneCollectionChanging", []);
        foreach (var rest in (string[])["SceneRemoved", "InputRemoved", "SceneCreated", "SceneListChanged", "SceneTransitionStarted", "InputActiveStateChanged", "CurrentSceneCollectionListChanged"])
        {
            await _obs.TellAsync(rest, []);
        }

        _obs.Change(() => _obs.Items["Other"] = [("cam", true)]);
        await _obs.TellAsync("CurrentSceneCollectionChanged", []);
        await _said.LineWithAsync("Scene 'Other' shows your raw camera");
        Assert.Empty(_obs.Untimely);
    }

    [Fact]
    public async Task An_OBS_that_closes_is_left_alone_until_it_comes_back()
    {
        _obs.Items["Raw"] = [("cam", true)];
        _shield.Tell(true);
        Start(Safe with { StopRaw = true });
        await _said.LineWithAsync("Scene 'Raw' shows your raw camera");
        await _obs.AskedAsync("SetSceneSceneTransitionOverride");
        await _obs.TellAsync("ExitStarted", []);
        // The guard must have heard it before the picture is hidden, and nothing that it does shows that.
        await Task.Delay(TimeSpan.FromSeconds(1));
        await _obs.TellAsync("CurrentProgramSceneChanged", new JsonObject { ["sceneName"] = "Raw" });
        _shield.Tell(false);
        await _obs.TellAsync("SceneRemoved", []);
        await _obs.TellAsync("InputActiveStateChanged", []);
        _obs.Change(() => _obs.Program = "Raw");
        _obs.Drop();
        await _obs.AskedAsync("SetCurrentProgramScene");
        Assert.Empty(_obs.Untimely);
    }

    /// <summary>The word that it closes was said before the session began.</summary>
    [Fact]
    public async Task An_OBS_that_is_closing_when_the_session_begins_is_asked_nothing()
    {
        _obs.Closes = true;
        Start(new GuardOptions());
        await _said.LineWithAsync("broke off");
        Assert.True(_obs.Sessions > 0);
        Assert.Empty(_obs.Untimely);
        _obs.Closes = false;
        await _said.LineWithAsync("No scene in OBS holds a raw camera.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_safe_scene_with_the_camera_in_it_is_refused_also_when_it_is_switched_off(bool on)
    {
        _obs.Items["BRB"].Add(("cam", on));
        Start(Safe);
        var refusal = await Assert.ThrowsAsync<ObsException>(() => _watch!.Running.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("The safe scene is not safe", refusal.Message, StringComparison.Ordinal);
    }

    private void Start(GuardOptions options, string? picture = null) => _watch = ObsWatch.Start(
        new ObsWatchOptions(new ObsAccess(_obs.Address.ToString(), FakeObs.Password, []), options), _shield, picture, _said.WriteLine, TimeProvider.System, _stop.Token);
}
