namespace StreamShield.App.Obs;

/// <summary>What the guard should do now.</summary>
/// <param name="Say">Messages for the streamer.</param>
/// <param name="SwitchTo">A scene to show, or null.</param>
/// <param name="Stop">Outputs to stop as the last resort.</param>
/// <param name="Wait">When to decide again if nothing happens before; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
internal sealed record GuardStep(IReadOnlyList<string> Say, string? SwitchTo, IReadOnlyList<ObsOutput> Stop, TimeSpan Wait);
