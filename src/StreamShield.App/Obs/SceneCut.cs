using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>Makes OBS go to a scene without a fade, which would show the scene that is left for as long as it lasts.</summary>
internal static class SceneCut
{
    /// <summary>Gives the scene a transition of its own, a cut. One that the user chose for the scene is left alone.</summary>
    public static async Task MakeAsync(ObsConnection obs, string scene, Action<string> say, CancellationToken stop)
    {
        var own = await obs.AskAsync("GetSceneSceneTransitionOverride", new JsonObject { ["sceneName"] = scene }, ObsJson.Default.TransitionOverride, stop);
        if (!string.IsNullOrEmpty(own.TransitionName))
        {
            return;
        }

        // By kind: its name is in the language of the user.
        var all = await obs.AskAsync("GetSceneTransitionList", null, ObsJson.Default.TransitionList, stop);
        if (all.Transitions.FirstOrDefault(static transition => transition.TransitionKind == "cut_transition") is not { } cut)
        {
            return;
        }

        await obs.AskAsync("SetSceneSceneTransitionOverride", new JsonObject { ["sceneName"] = scene, ["transitionName"] = cut.TransitionName }, stop);
        say($"OBS goes to '{scene}' by a cut from now on: a fade would show the scene before it a little longer.");
    }
}
