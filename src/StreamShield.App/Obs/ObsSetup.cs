using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>Brings the shielded picture into OBS. Asked twice it changes nothing the second time.</summary>
/// <param name="obs">The session.</param>
/// <param name="say">Takes a sentence about everything that was done.</param>
/// <param name="stop">Gives up.</param>
internal sealed class ObsSetup(ObsConnection obs, Action<string> say, CancellationToken stop)
{
    /// <summary>The dark colour of the slate, as OBS writes colours: 0xAABBGGRR.</summary>
    private const long SlateColour = 0xFF241C18;

    /// <summary>Does it.</summary>
    /// <exception cref="ObsException">OBS refuses, or something of another kind has the name.</exception>
    public async Task RunAsync(SetupRequest request)
    {
        var view = await ObsReader.ReadAsync(obs, stop);
        var canvas = await obs.AskAsync("GetVideoSettings", null, ObsJson.Default.VideoSettings, stop);
        var scene = request.Scene ?? view.Program;
        if (!view.Scenes.Contains(scene))
        {
            throw new ObsException($"There is no scene '{scene}' in OBS: it has {string.Join(", ", view.Scenes.Select(static name => $"'{name}'"))}.");
        }

        await AddSourceAsync(request, view, scene, canvas);
        if (request.SafeScene is { } safe)
        {
            await AddSafeSceneAsync(view, safe, canvas);
        }
    }

    private async Task AddSourceAsync(SetupRequest request, ObsView view, string scene, ObsProtocol.VideoSettings canvas)
    {
        var name = view.Inputs.ContainsKey(request.Name) || request.Kind != StreamInput.Kind
            ? request.Name
            : view.Inputs.FirstOrDefault(static input => StreamInput.IsOurs(input.Value)).Key ?? request.Name;
        if (!view.Inputs.TryGetValue(name, out var existing))
        {
            var created = await obs.AskAsync(
                "CreateInput",
                new JsonObject { ["sceneName"] = scene, ["inputName"] = name, ["inputKind"] = request.Kind, ["inputSettings"] = request.Settings(null) },
                ObsJson.Default.CreatedItem,
                stop);
            await FitAsync(scene, created.SceneItemId, canvas);
            say($"Made the source '{name}' in scene '{scene}', fitted to {canvas.BaseWidth}x{canvas.BaseHeight}.");
            return;
        }

        if (existing.Kind != request.Kind)
        {
            throw new ObsException($"OBS has a source '{name}' of another kind ({existing.Kind}) already: remove or rename it, or choose another name with --name.");
        }

        await obs.AskAsync("SetInputSettings", new JsonObject { ["inputName"] = name, ["inputSettings"] = request.Settings(existing) }, stop);
        say($"The source '{name}' was there already: its settings are right now.");
        if (view.Items[scene].Any(item => item.Source == name))
        {
            return;
        }

        var added = await obs.AskAsync("CreateSceneItem", new JsonObject { ["sceneName"] = scene, ["sourceName"] = name }, ObsJson.Default.CreatedItem, stop);
        await FitAsync(scene, added.SceneItemId, canvas);
        say($"Added it to scene '{scene}', fitted to {canvas.BaseWidth}x{canvas.BaseHeight}.");
    }

    private async Task AddSafeSceneAsync(ObsView view, string safe, ObsProtocol.VideoSettings canvas)
    {
        if (view.Scenes.Contains(safe))
        {
            say($"The safe scene '{safe}' was there already and stays as it is.");
        }
        else
        {
            await obs.AskAsync("CreateScene", new JsonObject { ["sceneName"] = safe }, stop);
            var settings = new JsonObject { ["color"] = SlateColour, ["width"] = canvas.BaseWidth, ["height"] = canvas.BaseHeight };
            await obs.AskAsync(
                "CreateInput",
                new JsonObject { ["sceneName"] = safe, ["inputName"] = $"{safe}: plain picture", ["inputKind"] = "color_source_v3", ["inputSettings"] = settings },
                stop);
            say($"Made the safe scene '{safe}' with a plain dark picture: put words or music there as you like, but no camera.");
        }

        await SceneCut.MakeAsync(obs, safe, say, stop);
    }

    private Task FitAsync(string scene, int item, ObsProtocol.VideoSettings canvas)
    {
        const int TopLeft = 5;
        const int Centre = 0;
        var transform = new JsonObject
        {
            ["positionX"] = 0,
            ["positionY"] = 0,
            ["rotation"] = 0,
            ["alignment"] = TopLeft,
            ["boundsType"] = "OBS_BOUNDS_SCALE_INNER",
            ["boundsAlignment"] = Centre,
            ["boundsWidth"] = canvas.BaseWidth,
            ["boundsHeight"] = canvas.BaseHeight,
        };
        return obs.AskAsync("SetSceneItemTransform", new JsonObject { ["sceneName"] = scene, ["sceneItemId"] = item, ["sceneItemTransform"] = transform }, stop);
    }
}
