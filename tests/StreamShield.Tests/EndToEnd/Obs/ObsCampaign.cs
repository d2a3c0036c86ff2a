using System.Text.Json.Nodes;
using StreamShield.App.Obs;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>
/// Does to OBS what its users do and what leaves it without a scene on air for a moment: switches, makes and fills scene collections, deletes the scene on air in studio mode, closes OBS and starts it again.
/// A guard that is attached meanwhile must not make it crash.
/// </summary>
internal sealed class ObsCampaign(ObsProcess obs, int seed, Action<string> log) : IAsyncDisposable
{
    /// <summary>The scene that a guard may go to, in the first collection.</summary>
    public const string Safe = "Safe";

    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(0.5);

    /// <summary>Longer than OBS's fade. A scene that is deleted in the middle of it makes OBS 29 crash on its own, with nobody connected that asks anything.</summary>
    private static readonly TimeSpan Fade = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Dying = TimeSpan.FromSeconds(10);

    private readonly Random _dice = new(seed);
    private readonly List<string> _collections = ["Test"];
    private readonly SortedDictionary<string, (int Tried, int Died)> _acts = new(StringComparer.Ordinal);
    private ObsConnection? _session;
    private string _now = "Test";
    private int _made;

    /// <summary>How often OBS died while closing by a fault of its own.</summary>
    public int DiedByItself { get; private set; }

    /// <summary>How often else OBS ended otherwise than in order.</summary>
    public int Crashes => _acts.Values.Sum(static act => act.Died);

    /// <summary>One line for each kind of act.</summary>
    public IEnumerable<string> Summary => _acts.Select(static act => $"{act.Key}: OBS died in {act.Value.Died} of {act.Value.Tried}");

    private (string Name, Func<Task> Do)[] Acts =>
    [
        ("switching the collection", SwitchAsync),
        ("making a collection", MakeCollectionAsync),
        ("deleting the scene on air in studio mode", DeleteOnAirAsync),
        ("making and deleting scenes", MakeScenesAsync),
        ("closing", CloseAsync),
    ];

    /// <summary>Connects, and makes the safe scene.</summary>
    public async Task BeginAsync()
    {
        _session = await obs.ConnectAsync();
        await AskAsync("CreateScene", "sceneName", Safe);
    }

    /// <summary>Does so many acts; each kind comes as often as any other.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="only">Only kinds with this in their name.</param>
    public async Task RunAsync(int rounds, string only = "")
    {
        var acts = Acts.Where(act => act.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToArray();
        var order = Enumerable.Range(0, rounds).Select(round => acts[round % acts.Length]).ToArray();
        _dice.Shuffle(order);
        foreach (var (name, act) in order)
        {
            var (tried, died) = _acts.GetValueOrDefault(name);
            var well = await TryAsync(act);
            var byItself = !well && await obs.EndsWithinAsync(Dying) && obs.DiedByItself;
            DiedByItself += byItself ? 1 : 0;
            _acts[name] = (tried + 1, died + (well || byItself ? 0 : 1));
            if (!well)
            {
                log($"OBS died while {name}{(byItself ? " by itself" : "")}: exit code {(obs.IsRunning ? "none, it hung" : obs.ExitCode)}; its last words: {obs.LastWords}");
                await AgainAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            if (await obs.EndsWithinAsync(Aftermath))
            {
                return false;
            }

            await _session!.AskAsync("GetVersion", null, CancellationToken.None);
            return true;
        }
        catch (ObsException e) when (e.Code == 0)
        {
            log(e.Message);
            return false;
        }
    }

    private async Task AgainAsync()
    {
        obs.Kill();
        await obs.StartAgainAsync();
        await (_session?.DisposeAsync() ?? ValueTask.CompletedTask);
        _session = await obs.ConnectAsync();
        var list = await _session.AskAsync("GetSceneCollectionList", null, CancellationToken.None);
        _now = list.GetProperty("currentSceneCollectionName").GetString()!;

        // One made just before a crash is gone.
        _collections.Clear();
        _collections.AddRange(list.GetProperty("sceneCollections").EnumerateArray().Select(static name => name.GetString()!));
    }

    private async Task SwitchAsync()
    {
        if (_collections.Count == 1)
        {
            await MakeCollectionAsync();
        }

        var others = _collections.Where(name => name != _now).ToList();
        _now = others[_dice.Next(others.Count)];
        await AskAsync("SetCurrentSceneCollection", "sceneCollectionName", _now);
    }

    private async Task MakeCollectionAsync()
    {
        _now = $"Made {++_made}";
        _collections.Add(_now);
        await AskAsync("CreateSceneCollection", "sceneCollectionName", _now);
        await RawSceneAsync($"Raw {_made}");
    }

    private async Task DeleteOnAirAsync()
    {
        await _session!.AskAsync("SetStudioModeEnabled", new JsonObject { ["studioModeEnabled"] = true }, CancellationToken.None);
        var scene = $"On air {++_made}";
        await AskAsync("CreateScene", "sceneName", scene);
        await AskAsync("SetCurrentProgramScene", "sceneName", scene);
        await Task.Delay(Fade);
        await AskAsync("RemoveScene", "sceneName", scene);
        await Task.Delay(_dice.Next(400));
        await _session.AskAsync("SetStudioModeEnabled", new JsonObject { ["studioModeEnabled"] = false }, CancellationToken.None);
    }

    private async Task MakeScenesAsync()
    {
        var scene = $"Raw {++_made}";
        await RawSceneAsync(scene);
        await AskAsync("SetCurrentProgramScene", "sceneName", scene);
        await Task.Delay(_dice.Next(400));
        await AskAsync("RemoveScene", "sceneName", scene);
    }

    private async Task CloseAsync()
    {
        // With something just done, so that questions may be under way.
        var scene = $"Last {++_made}";
        await RawSceneAsync(scene);
        await AskAsync("SetCurrentProgramScene", "sceneName", scene);
        await Task.Delay(_dice.Next(300));
        if (!await obs.CloseAsync() || obs.ExitCode != 0)
        {
            throw new ObsException("OBS was not closed in order.");
        }

        await AgainAsync();
    }

    private async Task RawSceneAsync(string scene)
    {
        await AskAsync("CreateScene", "sceneName", scene);
        await _session!.AskAsync(
            "CreateInput",
            new JsonObject { ["sceneName"] = scene, ["inputName"] = $"camera of {scene}", ["inputKind"] = "v4l2_input", ["inputSettings"] = new JsonObject { ["device_id"] = "/dev/video99" } },
            CancellationToken.None);
    }

    private Task AskAsync(string request, string name, string value) => _session!.AskAsync(request, new JsonObject { [name] = value }, CancellationToken.None);
}
