using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>Puts the shielded picture into OBS. A second call changes nothing.</summary>
/// <param name="obs">The session.</param>
/// <param name="say">Receives a sentence about every change.</param>
/// <param name="stop">Cancels.</param>
internal sealed class ObsSetup(ObsConnection obs, Action<string> say, CancellationToken stop)
{
    private const int Attempts = 20;

    /// <summary>Colours of the slate, as OBS writes them: 0xAABBGGRR.</summary>
    private const long Dark = 0xFF241C18;
    private const long Light = 0xFFF0ECE8;
    private const int TopLeft = 5;
    private const int Centre = 0;

    /// <summary>Refusals after which a removed source is taken to stay for good: OBS keeps it while anything holds it.</summary>
    private const int MaxRefusals = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);
    private readonly HashSet<string> _removed = [];
    private int _refusals;

    /// <summary>Makes the source, and the safe scene if one is wanted.</summary>
    /// <exception cref="ObsException">OBS refused, or an input of another kind has the name.</exception>
    public async Task RunAsync(SetupRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await SetUpAsync(request) is not { } found || await StaysAsync(found))
                {
                    return;
                }

                if (attempt == Attempts)
                {
                    throw new ObsException("OBS removes again what was put in: is another program changing your scenes?");
                }
            }
            catch (ObsException e) when (e.Code is ObsProtocol.NotFound or ObsProtocol.CreationFailed && attempt < Attempts)
            {
                // OBS still lists a source that was removed a moment ago, and can neither change it nor put it in: what is there is read again.
                await Task.Delay(Pause, stop);
            }
        }
    }

    /// <summary>OBS answers that a source or scene is removed a moment before it goes: what was found there already is looked at again.</summary>
    private async Task<bool> StaysAsync(Found found)
    {
        await Task.Delay(Settling, stop);
        var view = await ObsReader.ReadAsync(obs, stop);
        return (found.Source is null || (view.Items.TryGetValue(found.Scene, out var items) && items.Any(item => item.Source == found.Source)))
            && (found.Safe is null || view.Scenes.Contains(found.Safe));
    }

    /// <summary>Sets up what is missing.</summary>
    /// <returns>What was there already; null when everything was made.</returns>
    private async Task<Found?> SetUpAsync(SetupRequest request)
    {
        var view = await ObsReader.ReadAsync(obs, stop);
        var canvas = await obs.AskAsync("GetVideoSettings", null, ObsJson.Default.VideoSettings, stop);
        var scene = request.Scene ?? view.Program;
        if (!view.Scenes.Contains(scene))
        {
            throw new ObsException($"There is no scene '{scene}' in OBS: it has {string.Join(", ", view.Scenes.Select(static name => $"'{name}'"))}.");
        }

        var found = await AddSourceAsync(request, view, scene, canvas);
        if (request.SafeScene is { } safe)
        {
            await AddSafeSceneAsync(view, safe, canvas);
        }

        var foundSafe = request.SafeScene is { } wanted && view.Scenes.Contains(wanted) ? wanted : null;
        return found is null && foundSafe is null ? null : new Found(scene, found, foundSafe);
    }

    /// <summary>Adds the source.</summary>
    /// <returns>Its name if it was there already; null for a new one.</returns>
    private async Task<string?> AddSourceAsync(SetupRequest request, ObsSnapshot view, string scene, ObsProtocol.VideoSettings canvas)
    {
        var inputs = view.Inputs.Where(input => !_removed.Contains(input.Key)).ToDictionary();
        var name = inputs.ContainsKey(request.Name) || request.Kind != StreamInput.Kind
            ? request.Name
            : inputs.FirstOrDefault(static input => StreamInput.IsOurs(input.Value)).Key ?? request.Name;
        for (var number = 2; _removed.Contains(name); number++)
        {
            name = $"{request.Name} {number}";
        }

        if (!inputs.TryGetValue(name, out var existing))
        {
            await FitAsync(scene, await MakeAsync(scene, name, await KindAsync(request.Kind), request.Settings(null)), canvas);
            say($"Made the source '{name}' in scene '{scene}', fitted to {canvas.BaseWidth}x{canvas.BaseHeight}.");
            return null;
        }

        if (existing.Kind != request.Kind)
        {
            throw new ObsException($"OBS has a source '{name}' of another kind ({existing.Kind}) already: remove or rename it, or choose another name with --name.");
        }

        await obs.AskAsync("SetInputSettings", new JsonObject { ["inputName"] = name, ["inputSettings"] = request.Settings(existing) }, stop);
        say($"The source '{name}' was there already: its settings are right now.");
        if (view.Items[scene].Any(item => item.Source == name))
        {
            return name;
        }

        await FitAsync(scene, await AddAsync(scene, name), canvas);
        say($"Added it to scene '{scene}', fitted to {canvas.BaseWidth}x{canvas.BaseHeight}.");
        return name;
    }

    private async Task<int> AddAsync(string scene, string name)
    {
        try
        {
            return (await obs.AskAsync("CreateSceneItem", new JsonObject { ["sceneName"] = scene, ["sourceName"] = name }, ObsJson.Default.CreatedItem, stop)).SceneItemId;
        }
        catch (ObsException e) when (e.Code == ObsProtocol.CreationFailed)
        {
            if (++_refusals >= MaxRefusals)
            {
                // Another name then.
                _removed.Add(name);
                _refusals = 0;
            }

            throw;
        }
    }

    private async Task AddSafeSceneAsync(ObsSnapshot view, string safe, ObsProtocol.VideoSettings canvas)
    {
        if (view.Scenes.Contains(safe))
        {
            say($"The safe scene '{safe}' was there already and stays as it is.");
        }
        else
        {
            await NamedAsync(() => obs.AskAsync("CreateScene", new JsonObject { ["sceneName"] = safe }, stop));
            await MakeAsync(safe, $"{safe}: colour", await KindAsync("color_source"), new JsonObject { ["color"] = Dark, ["width"] = canvas.BaseWidth, ["height"] = canvas.BaseHeight });
            var text = await MakeAsync(safe, $"{safe}: words", await KindAsync("text_gdiplus", "text_ft2_source"), new JsonObject
            {
                ["text"] = "Back in a moment",
                ["font"] = new JsonObject { ["face"] = "Sans Serif", ["style"] = "Regular", ["size"] = canvas.BaseHeight / 10, ["flags"] = 0 },
                ["color"] = Light,
                ["color1"] = Light,
                ["color2"] = Light,
            });
            await PlaceAsync(safe, text, new JsonObject { ["positionX"] = canvas.BaseWidth / 2, ["positionY"] = canvas.BaseHeight / 2, ["alignment"] = Centre });
            say($"Made the safe scene '{safe}' with a few words on a dark ground: change it as you like, but put no camera there.");
        }

        await SceneCut.MakeAsync(obs, safe, say, stop);
    }

    /// <summary>OBS's full name, with the newest version, of the first of these kinds that it has.</summary>
    private async Task<string> KindAsync(params string[] names)
    {
        var kinds = await obs.AskAsync("GetInputKindList", null, ObsJson.Default.KindList, stop);
        return names.Select(name => kinds.InputKinds.LastOrDefault(kind => kind == name || kind.StartsWith($"{name}_v", StringComparison.Ordinal))).FirstOrDefault(static kind => kind is not null)
            ?? throw new ObsException($"This OBS has no sources of the kind {names[^1]}: install OBS with all its plugins.");
    }

    private async Task<int> MakeAsync(string scene, string name, string kind, JsonObject settings)
    {
        var made = new JsonObject { ["sceneName"] = scene, ["inputName"] = name, ["inputKind"] = kind, ["inputSettings"] = settings };
        return (await NamedAsync(() => obs.AskAsync("CreateInput", (JsonObject)made.DeepClone(), ObsJson.Default.CreatedItem, stop))).SceneItemId;
    }

    /// <summary>Makes something under a name that nothing has. OBS keeps the name of a source or scene that was removed until nothing shows it any more.</summary>
    private async Task<T> NamedAsync<T>(Func<Task<T>> make)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await make();
            }
            catch (ObsException e) when (e.Code == ObsProtocol.AlreadyExists && attempt < Attempts)
            {
                await Task.Delay(Pause, stop);
            }
        }
    }

    private Task FitAsync(string scene, int item, ObsProtocol.VideoSettings canvas) => PlaceAsync(scene, item, new JsonObject
    {
        ["positionX"] = 0,
        ["positionY"] = 0,
        ["rotation"] = 0,
        ["alignment"] = TopLeft,
        ["boundsType"] = "OBS_BOUNDS_SCALE_INNER",
        ["boundsAlignment"] = Centre,
        ["boundsWidth"] = canvas.BaseWidth,
        ["boundsHeight"] = canvas.BaseHeight,
    });

    private Task PlaceAsync(string scene, int item, JsonObject transform) =>
        obs.AskAsync("SetSceneItemTransform", new JsonObject { ["sceneName"] = scene, ["sceneItemId"] = item, ["sceneItemTransform"] = transform }, stop);

    /// <summary>What a setup found in OBS.</summary>
    private sealed record Found(string Scene, string? Source, string? Safe);
}
