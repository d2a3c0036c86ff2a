namespace StreamShield.App.Obs;

/// <summary>What the guard does.</summary>
internal sealed record GuardOptions
{
    /// <summary>The scene that shows nothing of the room; null for none.</summary>
    public string? SafeScene { get; init; }

    /// <summary>How long the picture may be hidden before the safe scene is shown.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Return to the streamer's scene once the picture is live again.</summary>
    public bool Back { get; init; }

    /// <summary>Leave at once any scene that shows a raw camera.</summary>
    public bool StopRaw { get; init; }

    /// <summary>Names of inputs that never count as a raw camera.</summary>
    public IReadOnlySet<string> Allowed { get; init; } = new HashSet<string>();
}
