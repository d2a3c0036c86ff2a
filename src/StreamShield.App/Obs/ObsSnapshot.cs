namespace StreamShield.App.Obs;

/// <summary>A snapshot of OBS: its scenes, inputs and running outputs.</summary>
internal sealed record ObsSnapshot
{
    /// <summary>The scene on air.</summary>
    public required string Program { get; init; }

    /// <summary>Names of the scenes, in OBS's order.</summary>
    public required IReadOnlyList<string> Scenes { get; init; }

    /// <summary>The items of scenes and groups, by name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ObsItem>> Items { get; init; }

    /// <summary>Inputs by name.</summary>
    public required IReadOnlyDictionary<string, ObsInput> Inputs { get; init; }

    /// <summary>Running outputs: "streaming", "recording", "sending its virtual camera".</summary>
    public IReadOnlyList<ObsOutput> Outputs { get; init; } = [];
}
