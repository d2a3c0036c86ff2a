using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>The guard's loop over one session: brings <see cref="GuardLogic"/> what happens and does what it says. Nothing that OBS is asked to do is waited for.</summary>
/// <param name="guard">What to guard and how.</param>
/// <param name="obs">The session.</param>
/// <param name="stop">Ends it.</param>
internal sealed class GuardLoop(GuardContext guard, ObsConnection obs, CancellationToken stop)
{
    /// <summary>OBS before 30.2 does not tell when a source is given another device.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(3);

    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "SceneCreated", "SceneRemoved", "SceneNameChanged", "SceneListChanged", "CurrentSceneCollectionChanged",
        "InputCreated", "InputRemoved", "InputNameChanged", "InputSettingsChanged",
        "SceneItemCreated", "SceneItemRemoved", "SceneItemEnableStateChanged",
        "StreamStateChanged", "RecordStateChanged", "VirtualcamStateChanged", "ReplayBufferStateChanged",
    };

    /// <summary>OBS tells of another scene at the end of the transition to it, and not at all when yet another comes in between: so it is asked.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    private readonly GuardLogic _logic = new(guard.Options, guard.Cameras, guard.Time);
    private readonly List<Task<bool>> _acts = [];
    private Task<ObsView>? _look;
    private Task<string>? _ask;
    private bool _moved;
    private long _askedAt;
    private bool _stale;
    private long _lookedAt;

    /// <summary>Runs until the session ends.</summary>
    /// <param name="first">The first look.</param>
    public async Task RunAsync(ObsView first)
    {
        Take(first);
        _logic.ShowsScene(first.Program);
        Task heard = obs.Events.WaitToReadAsync(stop).AsTask();
        var told = guard.Shield?.ChangedAsync(stop) ?? Task.Delay(Timeout.Infinite, stop);
        while (true)
        {
            if (heard.IsCompleted)
            {
                await heard;
                Hear();
                heard = obs.Events.WaitToReadAsync(stop).AsTask();
            }

            if (told.IsCompleted)
            {
                await told;
                guard.Shield?.ChangeSeen();
                told = guard.Shield?.ChangedAsync(stop) ?? told;
            }

            if (guard.Shield?.Live is { } live)
            {
                _logic.ShieldIs(live);
            }

            await LookAsync();
            await AskAsync();
            await SettleAsync();
            var wait = Act(_logic.Next());
            using var ring = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny([heard, told, Task.Delay(wait, guard.Time, ring.Token), .. _acts, .. new Task?[] { _look, _ask }.OfType<Task>()]);
            await ring.CancelAsync();
            stop.ThrowIfCancellationRequested();
        }
    }

    private void Hear()
    {
        while (obs.Events.TryRead(out var happened))
        {
            _stale |= Telling.Contains(happened.EventType);
            _moved |= happened.EventType is "SceneTransitionStarted" or "CurrentProgramSceneChanged";
            switch (happened.EventType)
            {
                case "CurrentProgramSceneChanged":
                    _logic.ShowsScene(obs.Read(happened, ObsJson.Default.ProgramScene).SceneName);
                    break;
                case "StreamStateChanged":
                    Runs(ObsOutput.Stream, happened);
                    break;
                case "RecordStateChanged":
                    Runs(ObsOutput.Record, happened);
                    break;
                case "VirtualcamStateChanged":
                    Runs(ObsOutput.VirtualCam, happened);
                    break;
                case "ReplayBufferStateChanged":
                    Runs(ObsOutput.ReplayBuffer, happened);
                    break;
            }
        }
    }

    private void Runs(ObsOutput output, ObsProtocol.Event happened)
    {
        var status = obs.Read(happened, ObsJson.Default.OutputStatus);
        _logic.Runs(output, status.OutputActive || status.OutputState == "OBS_WEBSOCKET_OUTPUT_STARTING");
    }

    private async Task LookAsync()
    {
        if (_look is { IsCompleted: true })
        {
            try
            {
                Take(await _look);
            }
            catch (ObsException e) when (e.Code != 0)
            {
                // OBS refuses everything while it changes its scene collection: look again.
                _stale = true;
            }

            _look = null;
        }

        if (_look is null && (_stale || guard.Time.GetElapsedTime(_lookedAt) >= LookAgain))
        {
            _stale = false;
            _look = ObsReader.ReadAsync(obs, stop);
        }
    }

    /// <summary>Asks which scene goes out, at once when it may be another one.</summary>
    private async Task AskAsync()
    {
        if (_ask is { IsCompleted: true })
        {
            try
            {
                _logic.ShowsScene(await _ask);
            }
            catch (ObsException e) when (e.Code != 0)
            {
                // The same: it is asked again by itself.
                _moved = false;
            }

            _ask = null;
        }

        if (_ask is null && (_moved || guard.Time.GetElapsedTime(_askedAt) >= AskAgain))
        {
            _moved = false;
            _askedAt = guard.Time.GetTimestamp();
            _ask = ProgramAsync();
        }
    }

    private async Task<string> ProgramAsync() =>
        (await obs.AskAsync("GetCurrentProgramScene", null, ObsJson.Default.CurrentScene, stop)).CurrentProgramSceneName;

    private void Take(ObsView view)
    {
        _lookedAt = guard.Time.GetTimestamp();
        _logic.See(view);
        if (guard.Picture is not { } address)
        {
            return;
        }

        foreach (var name in view.Inputs.Where(input => StreamInput.IsOurs(input.Value) && input.Value.Text("input") != address).Select(static input => input.Key))
        {
            guard.Say($"Put the address of this run into the source '{name}' in OBS.");
            _acts.Add(DoAsync("SetInputSettings", new JsonObject { ["inputName"] = name, ["inputSettings"] = new JsonObject { ["input"] = address } }));
        }
    }

    /// <summary>A switch that was refused, and only that, is told to the logic; the reason is told to the streamer.</summary>
    private async Task SettleAsync()
    {
        foreach (var act in _acts.Where(static act => act.IsCompleted).ToList())
        {
            _acts.Remove(act);
            _moved = true;
            if (!await act)
            {
                _logic.Refused();
            }
        }
    }

    private TimeSpan Act(GuardStep step)
    {
        foreach (var sentence in step.Say)
        {
            guard.Say(sentence);
        }

        if (step.SwitchTo is { } scene)
        {
            _acts.Add(DoAsync("SetCurrentProgramScene", new JsonObject { ["sceneName"] = scene }));
        }

        foreach (var output in step.Stop)
        {
            _acts.Add(DoAsync($"Stop{output}", null));
        }

        return step.Wait >= TimeSpan.Zero && step.Wait < AskAgain ? step.Wait : AskAgain;
    }

    private async Task<bool> DoAsync(string request, JsonObject? data)
    {
        try
        {
            await obs.AskAsync(request, data, stop);
            return true;
        }
        catch (ObsException e) when (e.Code != 0)
        {
            guard.Say(e.Message);
            return false;
        }
    }
}
