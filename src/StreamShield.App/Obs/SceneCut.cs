using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>Makes OBS switch to a scene without a fade: during a fade the old scene stays visible.</summary>
internal static class SceneCut
{
    /// <summary>Sets a cut as the scene's own transition. A transition that the user chose for the scene is kept.</summary>
    public static async Task MakeAsync(ObsConnection obs, string scene, Action<string> say, CancellationToken stop)
    {
        var own = await obs.AskAsync("GetSceneSceneTransitionOverride", new JsonObject { ["sceneName"] = scene }, ObsJson.Default.TransitionOverride, stop);
        if (!string.IsNullOrEmpty(own.TransitionName))
        {
            return;
        }

        // Found by kind, because its name is in the user's language.
        var all = await obs.AskAsync("GetSceneTransitionList", null, ObsJson.Default.TransitionList, stop);
        if (all.Transitions.FirstOrDefault(static transition => transition.TransitionKind == "cut_transition") is not { } cut)
        {
            return;
        }

        await obs.AskAsync("SetSceneSceneTransitionOverride", new JsonObject { ["sceneName"] = scene, ["transitionName"] = cut.TransitionName }, stop);
        say($"OBS goes to '{scene}' by a cut from now on: a fade would show the scene before it a little longer.");
    }
}
