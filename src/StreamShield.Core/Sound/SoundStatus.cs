namespace StreamShield.Core.Sound;

/// <summary>The sound at one moment, for status lines and the control page.</summary>
public sealed record SoundStatus
{
    /// <summary>The microphone's name.</summary>
    public required string Microphone { get; init; }

    /// <summary>The output's name.</summary>
    public required string Output { get; init; }

    /// <summary>Loudest sample of the last moments as it came in, in decibels of full scale, -120..0.</summary>
    public required double BeforeDb { get; init; }

    /// <summary>The same as it went out.</summary>
    public required double AfterDb { get; init; }

    /// <summary>True while nothing is heard.</summary>
    public required bool Muted { get; init; }

    /// <summary>Why; <see cref="MuteReason.None"/> when not muted.</summary>
    public required MuteReason Reason { get; init; }

    /// <summary>True while the gate is closed, in a pause.</summary>
    public required bool GateClosed { get; init; }

    /// <summary>From the air to the listener, in milliseconds.</summary>
    public required double DelayMs { get; init; }

    /// <summary>How much later the sound is than the picture because its own way is the longer one, in milliseconds; 0 when in step.</summary>
    public required double LateMs { get; init; }

    /// <summary>How much faster the microphone's clock runs than the output's, in parts per million.</summary>
    public required double DriftPpm { get; init; }

    /// <summary>Times that the sound jumped, fading over, because it was too far from its place.</summary>
    public required long Jumps { get; init; }

    /// <summary>Times that the microphone's sound broke off.</summary>
    public required long Gaps { get; init; }

    /// <summary>What is wrong with a device now, one sentence, or empty.</summary>
    public required string Trouble { get; init; }
}
