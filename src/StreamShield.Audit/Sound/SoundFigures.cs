namespace StreamShield.Audit.Sound;

/// <summary>What the mains hum in a recording reveals.</summary>
public sealed record SoundFigures
{
    /// <summary>Length of the analysed sound in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The grid frequency that an attacker would name, 50 or 60 Hz; null if it would only be a guess.</summary>
    public required double? Grid { get; init; }

    /// <summary>How far the 50 Hz lines rise above those of frequencies that no grid has, in standard deviations; above 4 it is not chance.</summary>
    public required double Sureness50 { get; init; }

    /// <summary>The same for 60 Hz.</summary>
    public required double Sureness60 { get; init; }

    /// <summary>
    /// The grid's frequency over time in Hz, one value every four seconds, as it would be compared with grid logs. Empty if no grid was found.
    /// </summary>
    public required IReadOnlyList<double> Track { get; init; }

    /// <summary>Summary in one sentence.</summary>
    public required string Words { get; init; }
}
