namespace StreamShield.App.Obs;

/// <summary>One look at OBS: what there is and what goes out.</summary>
internal sealed record ObsSnapshot
{
    /// <summary>The scene that goes out.</summary>
    public required string Program { get; init; }

    /// <summary>Names of the scenes, as OBS lists them.</summary>
    public required IReadOnlyList<string> Scenes { get; init; }

    /// <summary>What scenes and groups are made of, by name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ObsItem>> Items { get; init; }

    /// <summary>Inputs by name.</summary>
    public required IReadOnlyDictionary<string, ObsInput> Inputs { get; init; }

    /// <summary>Outputs that run: "streaming", "recording", "sending its virtual camera".</summary>
    public IReadOnlyList<ObsOutput> Outputs { get; init; } = [];
}
