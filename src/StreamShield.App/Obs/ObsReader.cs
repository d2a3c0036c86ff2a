using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>Reads an <see cref="ObsSnapshot"/> from OBS. All requests of one kind are sent at once.</summary>
internal static class ObsReader
{
    /// <summary>Reads a snapshot. What disappears meanwhile is left out: OBS reports that, and the caller reads again.</summary>
    /// <exception cref="ObsException">OBS does not respond.</exception>
    public static async Task<ObsSnapshot> ReadAsync(ObsConnection obs, CancellationToken stop)
    {
        var outputs = Task.WhenAll(Enum.GetValues<ObsOutput>().Select(output => IsActiveAsync(obs, output, stop)));
        var inputs = ReadInputsAsync(obs, stop);
        var list = await obs.AskAsync("GetSceneList", null, ObsJson.Default.SceneList, stop);
        var scenes = list.Scenes.Select(static scene => scene.SceneName).ToList();
        var items = new Dictionary<string, IReadOnlyList<ObsItem>>(StringComparer.Ordinal);
        var read = await Task.WhenAll(scenes.Select(scene => ReadItemsAsync(obs, "GetSceneItemList", scene, stop)));
        Add(scenes, read);
        var groups = read.SelectMany(static entries => entries).Where(static entry => entry.IsGroup == true).Select(static entry => entry.SourceName).Distinct().ToList();
        Add(groups, await Task.WhenAll(groups.Select(group => ReadItemsAsync(obs, "GetGroupSceneItemList", group, stop))));
        return new ObsSnapshot
        {
            Program = list.CurrentProgramSceneName ?? "",
            Scenes = scenes,
            Items = items,
            Inputs = await inputs,
            Outputs = [.. (await outputs).OfType<ObsOutput>()],
        };

        void Add(List<string> names, ObsProtocol.ItemEntry[][] of)
        {
            foreach (var (name, entries) in names.Zip(of))
            {
                items[name] = [.. entries.Select(static entry => new ObsItem(entry.SourceName, entry.SceneItemEnabled))];
            }
        }
    }

    private static async Task<IReadOnlyDictionary<string, ObsInput>> ReadInputsAsync(ObsConnection obs, CancellationToken stop)
    {
        var list = await obs.AskAsync("GetInputList", null, ObsJson.Default.InputList, stop);
        var settings = await Task.WhenAll(list.Inputs.Select(input => OrNothingAsync(
            obs.AskAsync("GetInputSettings", new JsonObject { ["inputName"] = input.InputName }, ObsJson.Default.InputSettings, stop))));
        return list.Inputs.Zip(settings)
            .Where(static pair => pair.Second is not null)
            .ToDictionary(static pair => pair.First.InputName, static pair => new ObsInput(pair.First.UnversionedInputKind, pair.Second!.Values), StringComparer.Ordinal);
    }

    private static async Task<ObsProtocol.ItemEntry[]> ReadItemsAsync(ObsConnection obs, string request, string scene, CancellationToken stop) =>
        (await OrNothingAsync(obs.AskAsync(request, new JsonObject { ["sceneName"] = scene }, ObsJson.Default.ItemList, stop)))?.SceneItems ?? [];

    private static async Task<ObsOutput?> IsActiveAsync(ObsConnection obs, ObsOutput output, CancellationToken stop)
    {
        try
        {
            return (await obs.AskAsync($"Get{output}Status", null, ObsJson.Default.ObsOutputStatus, stop)).OutputActive ? output : null;
        }
        catch (ObsException e) when (e.Code != 0)
        {
            // A refusal means that this OBS has no such output, for example no virtual camera.
            return null;
        }
    }

    private static async Task<T?> OrNothingAsync<T>(Task<T> asked)
        where T : class
    {
        try
        {
            return await asked;
        }
        catch (ObsException e) when (e.Code == ObsProtocol.NotFound)
        {
            return null;
        }
    }
}
