namespace StreamShield.App.Obs;

/// <summary>What the guard does about what it sees.</summary>
internal sealed record GuardOptions
{
    /// <summary>The scene that shows nothing of the room; null when there is none to switch to.</summary>
    public string? SafeScene { get; init; }

    /// <summary>How long the picture may be hidden before the safe scene is shown.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Go back once the picture is live again.</summary>
    public bool Back { get; init; }

    /// <summary>Leave a scene that shows a raw camera at once.</summary>
    public bool StopRaw { get; init; }

    /// <summary>Inputs that are no camera of the room, whatever they look like.</summary>
    public IReadOnlySet<string> Allowed { get; init; } = new HashSet<string>();
}
