namespace StreamShield.Audit.Sound;

/// <summary>What the mains hum in a sound says.</summary>
public sealed record SoundFigures
{
    /// <summary>Seconds listened to.</summary>
    public required double Seconds { get; init; }

    /// <summary>The grid that an attacker would name, 50 or 60 Hz; null when he would only guess.</summary>
    public required double? Grid { get; init; }

    /// <summary>How far the lines of 50 Hz stand out from those of frequencies that no grid has, in their standard deviations; above 4 is no chance.</summary>
    public required double Sureness50 { get; init; }

    /// <summary>The same for 60 Hz.</summary>
    public required double Sureness60 { get; init; }

    /// <summary>The named grid's frequency over time in Hz, one value every four seconds: what is compared with the grids' logs. Empty when none was named.</summary>
    public required IReadOnlyList<double> Track { get; init; }

    /// <summary>All that in a sentence.</summary>
    public required string Words { get; init; }
}
