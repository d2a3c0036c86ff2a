using CsCheck;
using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>What the guard decides, stepped through by hand.</summary>
public class GuardLogicTests
{
    private static readonly GuardOptions Safe = new() { SafeScene = "BRB" };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void It_warns_of_raw_cameras_at_the_start_and_of_new_ones_alone_later()
    {
        var logic = Logic(new GuardOptions(), Clean("Main", "cam"));
        Assert.Contains("Scene 'Main' shows your raw camera: 'cam' (/dev/video0)", Assert.Single(logic.Next().Say), StringComparison.Ordinal);
        logic.See(ObsViews.Of("Main", ("Main", ["cam"]), ("Game", ["-cam"]), ("BRB", [])));
        Assert.Contains("Scene 'Game' holds your raw camera: 'cam' (/dev/video0), switched off now", Assert.Single(logic.Next().Say), StringComparison.Ordinal);
        logic.See(Clean("Main"));
        Assert.Equal(["No scene in OBS holds a raw camera."], logic.Next().Say);
        logic.See(Clean("Main"));
        Assert.Empty(logic.Next().Say);
    }

    [Fact]
    public void It_says_when_a_raw_camera_goes_out()
    {
        var logic = Logic(new GuardOptions(), Clean("Main", "cam"));
        logic.Next();
        logic.Runs(ObsOutput.Stream, true);
        Assert.Contains("goes out now (streaming)", Assert.Single(logic.Next().Say), StringComparison.Ordinal);
        Assert.Empty(logic.Next().Say);
        logic.Runs(ObsOutput.Record, true);
        Assert.Contains("goes out now (streaming and recording)", Assert.Single(logic.Next().Say), StringComparison.Ordinal);
        Assert.Null(logic.Next().SwitchTo);
    }

    [Theory]
    [InlineData("cam", "BRB")]
    [InlineData("-cam", null)]
    public void It_leaves_a_scene_that_shows_a_raw_camera_at_once(string item, string? switchTo)
    {
        var logic = Logic(Safe with { StopRaw = true }, Clean("Main", item));
        Assert.Equal(switchTo, logic.Next().SwitchTo);
        Assert.Null(logic.Next().SwitchTo);
    }

    [Fact]
    public void It_leaves_whenever_a_scene_becomes_raw_or_a_raw_one_is_chosen()
    {
        var logic = Logic(Safe with { StopRaw = true }, Clean("Main"));
        Assert.Null(logic.Next().SwitchTo);
        logic.See(Clean("Main", "cam"));
        Assert.Equal("BRB", logic.Next().SwitchTo);
        logic.ShowsScene("BRB");
        Assert.Null(logic.Next().SwitchTo);
        logic.ShowsScene("Main");
        Assert.Equal("BRB", logic.Next().SwitchTo);
    }

    [Fact]
    public void Without_leave_to_it_only_warns()
    {
        var logic = Logic(Safe, Clean("Main", "cam"));
        Assert.Null(logic.Next().SwitchTo);
    }

    /// <summary>A request that OBS forgot an hour ago is no reason to stop the stream at the first sight of the next raw scene.</summary>
    [Fact]
    public void A_request_that_OBS_forgot_does_not_count_later()
    {
        var logic = Logic(Safe with { StopRaw = true }, ObsViews.Of("Main", ("Main", ["cam"]), ("Game", []), ("BRB", [])) with { Outputs = [ObsOutput.Stream] });
        Assert.Equal("BRB", logic.Next().SwitchTo);
        logic.ShowsScene("Game");
        logic.Next();
        _time.Advance(TimeSpan.FromHours(1));
        logic.ShowsScene("Main");
        var step = logic.Next();
        Assert.Equal("BRB", step.SwitchTo);
        Assert.Empty(step.Stop);
    }

    [Fact]
    public void When_OBS_does_not_go_everything_that_goes_out_is_stopped()
    {
        var logic = Logic(Safe with { StopRaw = true }, Clean("Main", "cam") with { Outputs = [ObsOutput.Stream, ObsOutput.Record] });
        for (var left = GuardLogic.Patience; left > TimeSpan.Zero; left -= GuardLogic.Retry)
        {
            var trying = logic.Next();
            Assert.Equal(("BRB", GuardLogic.Retry), (trying.SwitchTo, trying.Wait));
            Assert.Empty(trying.Stop);
            Assert.Equal(GuardLogic.Retry, logic.Next().Wait);
            _time.Advance(GuardLogic.Retry);
        }

        var step = logic.Next();
        Assert.Equal("BRB", step.SwitchTo);
        Assert.Equal([ObsOutput.Stream, ObsOutput.Record], step.Stop);
    }

    [Fact]
    public void When_OBS_refuses_to_go_everything_that_goes_out_is_stopped_at_once()
    {
        var logic = Logic(Safe with { StopRaw = true }, Clean("Main", "cam") with { Outputs = [ObsOutput.Record] });
        logic.Next();
        logic.Refused();
        Assert.Equal([ObsOutput.Record], logic.Next().Stop);
        Assert.Empty(logic.Next().Stop);
    }

    [Fact]
    public void When_the_safe_scene_itself_becomes_raw_everything_is_stopped()
    {
        var logic = Logic(Safe with { StopRaw = true }, ObsViews.Of("BRB", ("Main", []), ("BRB", ["cam"])) with { Outputs = [ObsOutput.VirtualCam] });
        var step = logic.Next();
        Assert.Null(step.SwitchTo);
        Assert.Equal([ObsOutput.VirtualCam], step.Stop);
    }

    [Fact]
    public void A_hidden_picture_leads_to_the_safe_scene_after_a_while_and_not_before()
    {
        var logic = Logic(Safe, Clean("Main"));
        logic.ShieldIs(true);
        _time.Advance(TimeSpan.FromMinutes(5));
        logic.ShieldIs(false);
        Assert.Equal((null, TimeSpan.FromSeconds(2)), Ask(logic));
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal((null, TimeSpan.FromSeconds(0.1)), Ask(logic));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("BRB", logic.Next().SwitchTo);
        logic.ShowsScene("BRB");
        Assert.Equal((null, Timeout.InfiniteTimeSpan), Ask(logic));
    }

    [Fact]
    public void A_picture_that_was_hidden_for_a_moment_changes_nothing()
    {
        var logic = Logic(Safe, Clean("Main"));
        for (var i = 0; i < 10; i++)
        {
            logic.ShieldIs(false);
            _time.Advance(TimeSpan.FromSeconds(1.9));
            Assert.Null(logic.Next().SwitchTo);
            logic.ShieldIs(true);
            Assert.Null(logic.Next().SwitchTo);
        }
    }

    [Fact]
    public void With_zero_seconds_it_switches_at_once()
    {
        var logic = Logic(Safe with { After = TimeSpan.Zero }, Clean("Main"));
        logic.ShieldIs(false);
        Assert.Equal("BRB", logic.Next().SwitchTo);
    }

    [Fact]
    public void A_switch_that_OBS_does_not_follow_is_asked_again_soon_and_said_once()
    {
        var logic = Logic(Safe with { After = TimeSpan.Zero }, Clean("Main"));
        logic.Next();
        logic.ShieldIs(false);
        Assert.Contains("switched from 'Main' to 'BRB'", Assert.Single(logic.Next().Say), StringComparison.Ordinal);
        logic.Refused();
        Assert.Null(logic.Next().SwitchTo);
        _time.Advance(GuardLogic.Retry);
        var step = logic.Next();
        Assert.Equal("BRB", step.SwitchTo);
        Assert.Empty(step.Say);
    }

    [Theory]
    [InlineData(true, "Main")]
    [InlineData(false, null)]
    public void It_goes_back_when_asked_to_once_the_picture_is_steadily_live(bool back, string? expected)
    {
        var logic = HiddenInBrb(Safe with { Back = back });
        logic.ShieldIs(true);
        Assert.Null(logic.Next().SwitchTo);
        _time.Advance(GuardLogic.Steady);
        Assert.Equal(expected, logic.Next().SwitchTo);
        Assert.Null(logic.Next().SwitchTo);
    }

    [Fact]
    public void A_flicker_does_not_lead_back_and_is_not_forgotten_either()
    {
        var logic = HiddenInBrb(Safe with { Back = true });
        logic.ShieldIs(true);
        _time.Advance(GuardLogic.Steady / 2);
        logic.ShieldIs(false);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(logic.Next().SwitchTo);
        logic.ShieldIs(true);
        Assert.Null(logic.Next().SwitchTo);
        _time.Advance(GuardLogic.Steady);
        Assert.Equal("Main", logic.Next().SwitchTo);
    }

    [Fact]
    public void A_streamer_who_leaves_the_safe_scene_by_hand_is_left_alone()
    {
        var logic = HiddenInBrb(Safe with { Back = true });
        _time.Advance(GuardLogic.Settled);
        logic.ShowsScene("Game");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(logic.Next().SwitchTo);
        logic.ShieldIs(true);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(logic.Next().SwitchTo);
    }

    [Fact]
    public void It_does_not_go_back_to_a_scene_that_shows_a_raw_camera_meanwhile()
    {
        var logic = HiddenInBrb(Safe with { Back = true });
        logic.See(Clean("BRB", "cam"));
        logic.Next();
        logic.ShieldIs(true);
        _time.Advance(GuardLogic.Steady);
        var step = logic.Next();
        Assert.Null(step.SwitchTo);
        Assert.Contains("not switched back", Assert.Single(step.Say), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_goes_back_from_a_safe_scene_that_the_streamer_chose()
    {
        var logic = Logic(Safe with { Back = true, After = TimeSpan.Zero }, Clean("BRB"));
        logic.ShieldIs(false);
        Assert.Null(logic.Next().SwitchTo);
        logic.ShieldIs(true);
        _time.Advance(GuardLogic.Steady);
        Assert.Null(logic.Next().SwitchTo);
    }

    /// <summary>The scene that went out a moment ago is no proof that the safe one is shown since the picture was hidden.</summary>
    [Fact]
    public void A_safe_scene_that_is_left_before_the_guard_showed_it_is_shown_again()
    {
        var logic = Logic(Safe with { After = TimeSpan.Zero }, Clean("BRB"));
        logic.ShieldIs(false);
        Assert.Null(logic.Next().SwitchTo);
        logic.ShowsScene("Main");
        Assert.Equal("BRB", logic.Next().SwitchTo);
        logic.ShowsScene("BRB");
        _time.Advance(GuardLogic.Settled);
        logic.ShowsScene("Main");
        Assert.Null(logic.Next().SwitchTo);
    }

    /// <summary>The end of an older transition, heard late, looks as if the safe scene had been shown and left again.</summary>
    [Fact]
    public void A_safe_scene_that_is_left_as_soon_as_it_was_shown_is_shown_again()
    {
        var logic = Logic(Safe with { After = TimeSpan.Zero, Back = true }, Clean("Main"));
        logic.ShieldIs(false);
        Assert.Equal("BRB", logic.Next().SwitchTo);
        logic.ShowsScene("BRB");
        Assert.Null(logic.Next().SwitchTo);
        logic.ShowsScene("Main");
        Assert.Equal("BRB", logic.Next().SwitchTo);
        logic.ShowsScene("BRB");
        _time.Advance(GuardLogic.Settled);
        logic.ShieldIs(true);
        _time.Advance(GuardLogic.Steady);
        Assert.Equal("Main", logic.Next().SwitchTo);
    }

    [Fact]
    public void A_safe_scene_that_is_removed_is_missed_once()
    {
        var logic = Logic(Safe, Clean("Main"));
        logic.Next();
        for (var i = 0; i < 2; i++)
        {
            logic.See(ObsViews.Of("Main", ("Main", [])));
            Assert.Equal(i == 0 ? 1 : 0, logic.Next().Say.Count);
        }
    }

    /// <summary>Whatever the streamer, the shield and the clock do: when OBS does as it is told, no raw scene stays, and a wait that is asked for ends.</summary>
    [Fact]
    public void With_an_OBS_that_obeys_no_raw_camera_stays_in_the_picture()
    {
        string[] scenes = ["Main", "Game", "BRB"];
        (from back in Gen.Bool from after in Gen.Int[0, 3] from moves in Gen.Int[0, 9].Array[1, 60] select (back, after, moves)).Sample(chosen =>
        {
            var time = new FakeTimeProvider();
            var logic = new GuardLogic(new GuardOptions { SafeScene = "BRB", StopRaw = true, Back = chosen.back, After = TimeSpan.FromSeconds(chosen.after) }, ObsViews.Cameras, time);
            var raw = new bool[2];
            var program = "Main";
            Look();
            logic.ShowsScene(program);
            foreach (var move in chosen.moves)
            {
                switch (move)
                {
                    case < 3:
                        Show(scenes[move]);
                        break;
                    case < 5:
                        raw[move - 3] = !raw[move - 3];
                        Look();
                        break;
                    case < 7:
                        logic.ShieldIs(move == 5);
                        break;
                    default:
                        time.Advance(TimeSpan.FromSeconds(move - 6.5));
                        break;
                }

                for (var steps = 0; logic.Next() is { } step && (step.SwitchTo is not null || step.Wait == TimeSpan.Zero); steps++)
                {
                    Assert.True(steps < 3, "It does not come to rest.");
                    Assert.Empty(step.Stop);
                    Show(step.SwitchTo ?? program);
                }

                Assert.False(program == "Main" && raw[0]);
                Assert.False(program == "Game" && raw[1]);
            }

            void Look() => logic.See(ObsViews.Of(program, ("Main", raw[0] ? ["cam"] : []), ("Game", raw[1] ? ["cam"] : []), ("BRB", [])));

            void Show(string scene)
            {
                program = scene;
                logic.ShowsScene(scene);
            }
        });
    }

    private static ObsSnapshot Clean(string program, params string[] inMain) => ObsViews.Of(program, ("Main", inMain), ("Game", ["shield"]), ("BRB", []));

    private static (string? SwitchTo, TimeSpan Wait) Ask(GuardLogic logic)
    {
        var step = logic.Next();
        return (step.SwitchTo, step.Wait);
    }

    private GuardLogic Logic(GuardOptions options, ObsSnapshot view)
    {
        var logic = new GuardLogic(options, ObsViews.Cameras, _time);
        logic.See(view);
        logic.ShowsScene(view.Program);
        return logic;
    }

    private GuardLogic HiddenInBrb(GuardOptions options)
    {
        var logic = Logic(options with { After = TimeSpan.Zero }, Clean("Main"));
        logic.ShieldIs(false);
        Assert.Equal("BRB", logic.Next().SwitchTo);
        logic.ShowsScene("BRB");
        Assert.Null(logic.Next().SwitchTo);
        return logic;
    }
}
