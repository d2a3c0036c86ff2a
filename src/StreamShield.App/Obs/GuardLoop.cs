using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>The guard's loop over one session: passes events to <see cref="GuardLogic"/> and carries out its decisions. It never waits for OBS to finish a request; <see cref="GuardQuestions"/> decides when OBS may be asked.</summary>
/// <param name="guard">What to guard and how.</param>
/// <param name="obs">The session.</param>
/// <param name="begin">Called with the first snapshot. Nothing is decided before it is done.</param>
/// <param name="stop">Ends the loop.</param>
internal sealed class GuardLoop(GuardContext guard, ObsConnection obs, Func<ObsSnapshot, CancellationToken, Task> begin, CancellationToken stop)
{
    private readonly GuardLogic _logic = new(guard.Options, guard.Cameras, guard.Time);
    private readonly List<Task<bool>> _acts = [];
    private readonly GuardQuestions _questions = new(guard.Time) { TellsNoSettings = !obs.TellsSettings };
    private CancellationTokenSource _talking = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private Task<ObsSnapshot>? _look;
    private Task<string?>? _ask;
    private Task? _begin;
    private bool _begun;
    private string _refusal = "";

    /// <summary>Runs until the session ends.</summary>
    public async Task RunAsync()
    {
        Task heard = obs.Events.WaitToReadAsync(stop).AsTask();
        var told = guard.Shield?.ChangedAsync(stop) ?? Task.Delay(Timeout.Infinite, stop);
        while (true)
        {
            if (heard.IsCompleted)
            {
                await heard;
                await HearAsync();
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

            await FallSilentAsync();
            await LookAsync();
            await BeginAsync();
            await AskAsync();
            await SettleAsync();
            var wait = _questions.IsSilent || !_begun ? _questions.Wait : Act(_logic.Next());
            using var ring = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny([heard, told, Task.Delay(wait, guard.Time, ring.Token), .. _acts, .. new Task?[] { _look, _ask, _begin }.OfType<Task>()]);
            await ring.CancelAsync();
            stop.ThrowIfCancellationRequested();
        }
    }

    private async Task HearAsync()
    {
        while (obs.Events.TryRead(out var happened))
        {
            _questions.Heard(happened.EventType);
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

    private async Task FallSilentAsync()
    {
        if (_questions.IsSilent && !_talking.IsCancellationRequested)
        {
            // A snapshot takes many requests; the ones not yet sent are dropped.
            await _talking.CancelAsync();
        }
        else if (!_questions.IsSilent && _talking.IsCancellationRequested)
        {
            _talking.Dispose();
            _talking = CancellationTokenSource.CreateLinkedTokenSource(stop);
        }
    }

    private void Runs(ObsOutput output, ObsProtocol.Event happened)
    {
        var status = obs.Read(happened, ObsJson.Default.ObsOutputStatus);
        _logic.Runs(output, status.OutputActive || status.OutputState == "OBS_WEBSOCKET_OUTPUT_STARTING");
    }

    private async Task LookAsync()
    {
        if (_look is { IsCompleted: true })
        {
            try
            {
                var view = await _look;
                if (_questions.IsSilent)
                {
                    _questions.LookRefused();
                }
                else
                {
                    Take(view);
                }
            }
            catch (Exception e) when (IsForLater(e))
            {
                _questions.LookRefused();
            }

            _look = null;
        }

        if (_look is null && _questions.TakeLook())
        {
            _look = ObsReader.ReadAsync(obs, _talking.Token);
        }
    }

    private async Task BeginAsync()
    {
        if (_begin is not { IsCompleted: true })
        {
            return;
        }

        try
        {
            await _begin;
        }
        catch (ObsException e) when (IsForLater(e))
        {
            guard.Say(e.Message);
        }
        catch (OperationCanceledException e) when (IsForLater(e))
        {
            // OBS closes or changes its scenes: it is left alone.
        }

        _begin = null;
        _begun = true;
    }

    private async Task AskAsync()
    {
        if (_ask is { IsCompleted: true })
        {
            try
            {
                ShowsScene(await _ask);
            }
            catch (Exception e) when (IsForLater(e))
            {
                _questions.ProgramRefused();
            }

            _ask = null;
        }

        if (_ask is null && _questions.TakeProgram())
        {
            _ask = ProgramAsync(_talking.Token);
        }
        else if (_ask is null && _logic.Program.Length > 0 && _questions.TakeCheck())
        {
            _ask = CheckAsync(_logic.Program, _talking.Token);
        }
    }

    /// <summary>OBS refuses every request while it changes its scene collection, so one may have been lost.</summary>
    private bool IsForLater(Exception e) => e is ObsException { Code: not 0 } || (e is OperationCanceledException && !stop.IsCancellationRequested);

    /// <summary>Uses the list of scenes, because asking for the scene on air crashes an OBS that has none.</summary>
    private async Task<string?> ProgramAsync(CancellationToken talking) =>
        (await obs.AskAsync("GetSceneList", null, ObsJson.Default.SceneList, talking)).CurrentProgramSceneName;

    /// <summary>Asks whether the last reported scene is still active, which is safe even while OBS closes. Asks for the scene on air only if it is not.</summary>
    private async Task<string?> CheckAsync(string scene, CancellationToken talking)
    {
        try
        {
            var shown = await obs.AskAsync("GetSourceActive", new JsonObject { ["sourceName"] = scene }, ObsJson.Default.SourceActive, talking);
            return shown.VideoActive ? null : await ProgramAsync(talking);
        }
        catch (ObsException e) when (e.Code == ObsProtocol.NotFound)
        {
            // The scene is gone: OBS will report the next one, or that it closes.
            return null;
        }
    }

    /// <summary>No scene at all changes nothing: OBS will report the next one.</summary>
    private void ShowsScene(string? scene)
    {
        if (!string.IsNullOrEmpty(scene))
        {
            _logic.ShowsScene(scene);
        }
    }

    private void Take(ObsSnapshot view)
    {
        if (!_begun && _begin is null)
        {
            if (_logic.Program.Length == 0)
            {
                // Otherwise an event has told already, and is newer than the list of scenes that was asked for before it.
                ShowsScene(view.Program);
            }

            _begin = begin(view, _talking.Token);
        }

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

    /// <summary>Only a refused switch is passed to the logic; the reason goes to the streamer.</summary>
    private async Task SettleAsync()
    {
        foreach (var act in _acts.Where(static act => act.IsCompleted).ToList())
        {
            _acts.Remove(act);
            _questions.Sign();
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

        var wait = _questions.Wait;
        return step.Wait == Timeout.InfiniteTimeSpan || (wait != Timeout.InfiniteTimeSpan && wait < step.Wait) ? wait : step.Wait;
    }

    private async Task<bool> DoAsync(string request, JsonObject? data)
    {
        try
        {
            await obs.AskAsync(request, data, stop);
            _refusal = "";
            return true;
        }
        catch (ObsException e) when (e.Code != 0)
        {
            if (e.Message != _refusal)
            {
                _refusal = e.Message;
                guard.Say(e.Message);
            }

            return false;
        }
    }
}
