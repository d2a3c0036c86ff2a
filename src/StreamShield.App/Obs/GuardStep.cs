namespace StreamShield.App.Obs;

/// <summary>What is to be done now.</summary>
/// <param name="Say">Sentences for the streamer.</param>
/// <param name="SwitchTo">A scene to show, or null.</param>
/// <param name="Stop">Outputs to stop, because nothing else helps.</param>
/// <param name="Wait">When to ask again if nothing happens until then; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
internal sealed record GuardStep(IReadOnlyList<string> Say, string? SwitchTo, IReadOnlyList<ObsOutput> Stop, TimeSpan Wait);
