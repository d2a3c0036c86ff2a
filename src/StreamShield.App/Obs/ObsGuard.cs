namespace StreamShield.App.Obs;

/// <summary>Guards each session with OBS. In the first session it fails if what the user asked for cannot be done; in later ones it does what is possible.</summary>
/// <param name="guard">What to guard and how.</param>
internal sealed class ObsGuard(GuardContext guard)
{
    private bool _checked;
    private bool _warned;

    /// <summary>Guards until the session ends.</summary>
    /// <param name="obs">The session.</param>
    /// <param name="stop">Ends guarding.</param>
    /// <exception cref="ObsException">The session ended, or the safe scene is missing at the start or shows a raw camera.</exception>
    public async Task WatchAsync(ObsConnection obs, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await new GuardLoop(guard, obs, (view, talking) => BeginAsync(obs, view, talking), end.Token).RunAsync();
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private async Task BeginAsync(ObsConnection obs, ObsSnapshot view, CancellationToken talking)
    {
        if (!_checked)
        {
            CheckSafeScene(view);
            _checked = true;
        }

        guard.Say($"Guarding OBS (obs-websocket {obs.Version}, {view.Scenes.Count} scenes){(guard.Options.SafeScene is { } scene ? $", safe scene '{scene}'" : "")}.");
        if (!obs.TellsSettings && !_warned)
        {
            _warned = true;
            guard.Say("This OBS does not tell when a source gets another camera: that is seen when the scene changes next. OBS 30.2 and newer tell at once.");
        }

        if (guard.Options.SafeScene is { } safe && view.Scenes.Contains(safe))
        {
            await SceneCut.MakeAsync(obs, safe, guard.Say, talking);
        }
    }

    private void CheckSafeScene(ObsSnapshot view)
    {
        if (guard.Options.SafeScene is not { } safe)
        {
            return;
        }

        if (!view.Scenes.Contains(safe))
        {
            throw new ObsException(
                $"There is no scene '{safe}' in OBS (it has {string.Join(", ", view.Scenes.Select(static name => $"'{name}'"))}): 'streamshield obs setup --safe-scene \"{safe}\"' makes it.")
            { IsFinal = true };
        }

        if (RawFinder.Find(view, guard.Cameras).FirstOrDefault(sighting => sighting.Scene == safe) is { } raw)
        {
            throw new ObsException($"The safe scene is not safe. {raw.Sentence}") { IsFinal = true };
        }
    }
}
