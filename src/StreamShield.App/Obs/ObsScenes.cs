using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>What the control page can do in OBS with one click: find inputs that bypass the shield, and mute, remove or replace them.</summary>
/// <param name="obs">The session.</param>
/// <param name="cameras">Tells which inputs are raw cameras.</param>
/// <param name="stop">Cancels.</param>
internal sealed class ObsScenes(ObsConnection obs, RawCameras cameras, CancellationToken stop)
{
    private const int MaxLooks = 40;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Cameras and microphones that OBS captures itself, active ones first.</summary>
    /// <exception cref="ObsException">OBS does not respond.</exception>
    public async Task<IReadOnlyList<RawSource>> FindAsync(ObsSnapshot view)
    {
        var found = RawFinder.Find(view, cameras)
            .GroupBy(static sighting => sighting.Source)
            .Select(static same => new RawSource(true, same.Key, same.First().Camera, [.. same.Select(static one => one.Scene)], same.Any(static one => one.IsOn)))
            .ToList();
        foreach (var (name, input) in view.Inputs)
        {
            if (RawMicrophones.SettingOf(input) is { } setting && await MicrophoneAsync(view, name, input, setting) is { } microphone)
            {
                found.Add(microphone);
            }
        }

        return [.. found.OrderByDescending(static one => one.IsOn)];
    }

    /// <summary>Removes an input from every scene. OBS answers before its scenes have changed, so this waits for them.</summary>
    public async Task RemoveAsync(string source)
    {
        await obs.AskAsync("RemoveInput", new JsonObject { ["inputName"] = source }, stop);
        for (var looks = 0; looks < MaxLooks && (await ObsReader.ReadAsync(obs, stop)).Items.Values.Any(items => items.Any(item => item.Source == source)); looks++)
        {
            await Task.Delay(BetweenLooks, stop);
        }
    }

    /// <summary>Mutes a microphone.</summary>
    public Task MuteAsync(string source) => obs.AskAsync("SetInputMute", new JsonObject { ["inputName"] = source, ["inputMuted"] = true }, stop);

    /// <summary>Replaces a raw camera with the shielded picture in every scene.</summary>
    /// <param name="view">A current snapshot.</param>
    /// <param name="source">The camera.</param>
    /// <param name="shielded">The existing source with the shielded picture.</param>
    /// <exception cref="ObsException">OBS refused; nothing was removed.</exception>
    public async Task ReplaceAsync(ObsSnapshot view, string source, string shielded)
    {
        RefuseGroups(view, source);
        foreach (var scene in view.Scenes.Where(scene => view.Items[scene].Any(item => item.Source == source) && !view.Items[scene].Any(item => item.Source == shielded)))
        {
            await PutOverAsync(scene, source, shielded);
        }

        await RemoveAsync(source);
    }

    /// <summary>Refuses a camera that cannot be replaced.</summary>
    /// <exception cref="ObsException">It is in a group.</exception>
    public static void RefuseGroups(ObsSnapshot view, string source)
    {
        if (view.Items.Keys.Except(view.Scenes).FirstOrDefault(group => view.Items[group].Any(item => item.Source == source)) is { } group)
        {
            throw new ObsException($"'{source}' is in the group '{group}', where OBS lets nothing be put in: take it out of the group in OBS, or remove it.");
        }
    }

    /// <summary>Brings the shielded picture of a scene to where a raw camera is in it: the same frame, one above.</summary>
    /// <param name="scene">The scene that holds both, or the camera alone.</param>
    /// <param name="source">The camera.</param>
    /// <param name="shielded">The source with the shielded picture; it exists.</param>
    public async Task PutOverAsync(string scene, string source, string shielded)
    {
        var items = (await obs.AskAsync("GetSceneItemList", new JsonObject { ["sceneName"] = scene }, ObsJson.Default.ItemList, stop)).SceneItems;
        if (items.FirstOrDefault(item => item.SourceName == source) is not { } old)
        {
            return;
        }

        var ours = items.FirstOrDefault(item => item.SourceName == shielded)?.SceneItemId ?? (await obs.AskAsync(
            "CreateSceneItem",
            new JsonObject { ["sceneName"] = scene, ["sourceName"] = shielded, ["sceneItemEnabled"] = old.SceneItemEnabled },
            ObsJson.Default.CreatedItem,
            stop)).SceneItemId;
        var place = (await obs.AskAsync("GetSceneItemTransform", Item(scene, old.SceneItemId), ObsJson.Default.ItemPlace, stop)).SceneItemTransform;
        var canvas = await obs.AskAsync("GetVideoSettings", null, ObsJson.Default.VideoSettings, stop);
        var transform = Item(scene, ours);
        transform["sceneItemTransform"] = ScenePlace.For(place, canvas);
        await obs.AskAsync("SetSceneItemTransform", transform, stop);
        var index = (await obs.AskAsync("GetSceneItemIndex", Item(scene, old.SceneItemId), ObsJson.Default.ItemIndex, stop)).SceneItemIndex;
        var now = (await obs.AskAsync("GetSceneItemIndex", Item(scene, ours), ObsJson.Default.ItemIndex, stop)).SceneItemIndex;
        var order = Item(scene, ours);
        order["sceneItemIndex"] = now > index ? index + 1 : index;
        await obs.AskAsync("SetSceneItemIndex", order, stop);
    }

    private async Task<RawSource?> MicrophoneAsync(ObsSnapshot view, string name, ObsInput input, string setting)
    {
        var device = input.Text(setting);
        var shown = await NameAsync(name, setting, device);
        if (RawMicrophones.IsCable(device, shown))
        {
            return null;
        }

        var muted = (await obs.AskAsync("GetInputMute", new JsonObject { ["inputName"] = name }, ObsJson.Default.InputMute, stop)).InputMuted;
        return new RawSource(false, name, shown.Length > 0 ? shown : device.Length > 0 ? device : "the default microphone", [.. view.Scenes.Where(scene => view.Items[scene].Any(item => item.Source == name))], !muted);
    }

    /// <summary>The name of a device in OBS's list, or empty.</summary>
    private async Task<string> NameAsync(string input, string setting, string device)
    {
        try
        {
            var list = await obs.AskAsync(
                "GetInputPropertiesListPropertyItems", new JsonObject { ["inputName"] = input, ["propertyName"] = setting }, ObsJson.Default.PropertyItems, stop);
            return list.Items.FirstOrDefault(item => item.ItemValue.ToString() == (device.Length > 0 ? device : "default"))?.ItemName ?? "";
        }
        catch (ObsException e) when (e.Code != 0)
        {
            // This kind has no such list, so the stored name is used.
            return "";
        }
    }

    private static JsonObject Item(string scene, int item) => new() { ["sceneName"] = scene, ["sceneItemId"] = item };
}
