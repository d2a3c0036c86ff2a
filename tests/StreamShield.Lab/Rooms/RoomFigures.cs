namespace StreamShield.Lab.Rooms;

/// <summary>The figures of one scene; shares 0..1.</summary>
internal sealed record RoomFigures(string Scene, string Kind)
{
    public double Leak { get; init; }

    public double Worst { get; init; }

    public double Recovered { get; init; }

    public double RecoveredOnce { get; init; }

    public int Match { get; init; }

    public double Kept { get; init; }

    public double OthersShown { get; init; }

    public double IoU { get; init; }

    public double BoundaryF { get; init; }

    public double FalseForeground { get; init; }

    public double MissedForeground { get; init; }

    public double Flicker { get; init; }

    public double Rank { get; init; }

    public int Slates { get; init; }

    /// <summary>The mean over scenes; the match is the worst one.</summary>
    public static RoomFigures Mean(string kind, IReadOnlyCollection<RoomFigures> all) => new($"**{kind}** ({all.Count})", kind)
    {
        Leak = all.Average(one => one.Leak),
        Worst = all.Max(one => one.Worst),
        Recovered = all.Average(one => one.Recovered),
        RecoveredOnce = all.Average(one => one.RecoveredOnce),
        Match = all.Max(one => one.Match),
        Kept = all.Average(one => one.Kept),
        OthersShown = all.Average(one => one.OthersShown),
        IoU = all.Average(one => one.IoU),
        BoundaryF = all.Average(one => one.BoundaryF),
        FalseForeground = all.Average(one => one.FalseForeground),
        MissedForeground = all.Average(one => one.MissedForeground),
        Flicker = all.Average(one => one.Flicker),
        Rank = all.Average(one => one.Rank),
        Slates = all.Sum(one => one.Slates),
    };
}
