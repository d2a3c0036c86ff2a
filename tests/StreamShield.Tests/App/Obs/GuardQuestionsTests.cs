using CsCheck;
using Microsoft.Extensions.Time.Testing;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>When OBS may be asked: literal cases, and any order of events.</summary>
public sealed class GuardQuestionsTests
{
    private static readonly string[] Events =
    [
        "SceneCreated", "SceneRemoved", "SceneListChanged", "CurrentSceneCollectionChanging", "CurrentSceneCollectionChanged", "StudioModeStateChanged", "InputCreated", "InputSettingsChanged",
        "SceneItemEnableStateChanged", "StreamStateChanged", "SceneTransitionStarted", "CurrentProgramSceneChanged", "InputActiveStateChanged", "ExitStarted", "CustomEvent",
    ];

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void An_OBS_in_which_nothing_happens_is_asked_nothing()
    {
        var questions = Begun();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Timeout.InfiniteTimeSpan, questions.Wait);
        Assert.False(questions.TakeLook());
        Assert.False(questions.TakeProgram());
        questions.Heard("CustomEvent");
        Assert.Equal(Timeout.InfiniteTimeSpan, questions.Wait);
    }

    /// <summary>An OBS that is closing lets a new session in without a word.</summary>
    [Fact]
    public void A_new_session_asks_nothing_at_first_whatever_happens_and_then_looks()
    {
        var questions = new GuardQuestions(_time);
        Assert.Equal(GuardQuestions.AfterStart, questions.Wait);
        foreach (var happened in (string[])["SceneItemCreated", "CurrentProgramSceneChanged"])
        {
            questions.Heard(happened);
            _time.Advance(GuardQuestions.AfterStart / 3);
            Assert.True(questions.IsSilent);
            Assert.False(questions.TakeLook() || questions.TakeProgram() || questions.TakeCheck());
        }

        _time.Advance(GuardQuestions.AfterStart / 2);
        Assert.Equal(TimeSpan.Zero, questions.Wait);
        Assert.True(questions.TakeLook());
        Assert.False(questions.TakeLook());
    }

    [Fact]
    public void A_session_in_which_OBS_closes_at_once_never_asks()
    {
        var questions = new GuardQuestions(_time);
        questions.Heard("ExitStarted");
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(questions.TakeLook());
        Assert.Equal(Timeout.InfiniteTimeSpan, questions.Wait);
    }

    [Fact]
    public void A_source_that_comes_is_looked_at_at_once_and_once()
    {
        var questions = Begun();
        questions.Heard("SceneItemCreated");
        Assert.Equal(TimeSpan.Zero, questions.Wait);
        Assert.True(questions.TakeLook());
        Assert.False(questions.TakeLook());
        Assert.Equal(Timeout.InfiniteTimeSpan, questions.Wait);
    }

    [Fact]
    public void After_a_sign_the_scene_on_air_is_asked_for_three_times_then_checked_and_no_more()
    {
        var questions = Begun();
        questions.Heard("SceneTransitionStarted");
        foreach (var step in (int[])[0, 50, 150])
        {
            Assert.Equal(TimeSpan.FromMilliseconds(step), questions.Wait);
            _time.Advance(TimeSpan.FromMilliseconds(step));
            Assert.True(questions.TakeProgram());
            Assert.False(questions.TakeProgram());
            Assert.False(questions.TakeCheck());
        }

        // By then the streamer may have closed OBS, which the question for the scene on air may crash.
        Assert.Equal(TimeSpan.FromMilliseconds(800), questions.Wait);
        _time.Advance(TimeSpan.FromMilliseconds(800));
        Assert.False(questions.TakeProgram());
        Assert.True(questions.TakeCheck());
        Assert.False(questions.TakeCheck());
        Assert.Equal(Timeout.InfiniteTimeSpan, questions.Wait);
    }

    [Fact]
    public void The_list_of_scenes_comes_to_rest_first_but_is_not_waited_for_for_ever()
    {
        var questions = Begun();
        var waited = TimeSpan.Zero;
        questions.Heard("SceneRemoved");
        Assert.Equal(GuardQuestions.Rest, questions.Wait);
        while (!questions.TakeLook())
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            waited += TimeSpan.FromMilliseconds(50);
            questions.Heard("SceneCreated");
        }

        Assert.Equal(GuardQuestions.MaxRest, waited);
    }

    [Fact]
    public void An_OBS_that_does_not_tell_of_settings_is_looked_at_whenever_the_scene_changes()
    {
        var questions = Begun(tellsNoSettings: true);
        questions.Heard("CurrentProgramSceneChanged");
        Assert.True(questions.TakeLook());
    }

    [Fact]
    public void In_any_order_of_events_nothing_is_asked_in_between_nor_after_the_end_and_every_change_is_looked_at() =>
        Gen.Select(Gen.Int[0, Events.Length - 1].Select(static index => Events[index]), Gen.Int[0, 300]).Array[0, 60].Sample(happenings =>
        {
            var time = new FakeTimeProvider();
            var questions = new GuardQuestions(time);
            var began = time.GetTimestamp();
            var (silent, closed, changed) = (false, false, true);
            foreach (var (happened, later) in happenings)
            {
                questions.Heard(happened);
                closed |= happened == "ExitStarted";
                silent = happened == "CurrentSceneCollectionChanging" || (silent && happened != "CurrentSceneCollectionChanged");
                changed |= happened.StartsWith("Scene", StringComparison.Ordinal) && happened != "SceneTransitionStarted" || happened is "CurrentSceneCollectionChanged" or "InputCreated" or "InputSettingsChanged";
                time.Advance(TimeSpan.FromMilliseconds(later));
                var looked = questions.TakeLook();
                if ((silent || closed || time.GetElapsedTime(began) < GuardQuestions.AfterStart) && (looked || questions.TakeProgram() || questions.TakeCheck()))
                {
                    return false;
                }

                changed &= !looked;
            }

            time.Advance(GuardQuestions.MaxRest);
            return silent || closed || !changed || questions.TakeLook();
        });

    /// <summary>A session whose first look has been taken.</summary>
    private GuardQuestions Begun(bool tellsNoSettings = false)
    {
        var questions = new GuardQuestions(_time) { TellsNoSettings = tellsNoSettings };
        _time.Advance(GuardQuestions.AfterStart);
        Assert.True(questions.TakeLook());
        return questions;
    }
}
