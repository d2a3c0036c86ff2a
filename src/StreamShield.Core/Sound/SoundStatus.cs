namespace StreamShield.Core.Sound;

/// <summary>The state of the sound at one moment, for status lines and the control page.</summary>
public sealed record SoundStatus
{
    /// <summary>The microphone's name.</summary>
    public required string Microphone { get; init; }

    /// <summary>The output's name.</summary>
    public required string Output { get; init; }

    /// <summary>Recent peak of the captured sound, in decibels of full scale, -120..0.</summary>
    public required double BeforeDb { get; init; }

    /// <summary>Recent peak of the rendered sound, in decibels of full scale, -120..0.</summary>
    public required double AfterDb { get; init; }

    /// <summary>True while the output is silent.</summary>
    public required bool Muted { get; init; }

    /// <summary>The reason for it; <see cref="MuteReason.None"/> when not muted.</summary>
    public required MuteReason Reason { get; init; }

    /// <summary>True while the gate is closed, in a pause of speech.</summary>
    public required bool GateClosed { get; init; }

    /// <summary>Delay from the air to the listener, in milliseconds.</summary>
    public required double DelayMs { get; init; }

    /// <summary>How much later the sound is than the picture, because its own latency is larger, in milliseconds; 0 when in sync.</summary>
    public required double LateMs { get; init; }

    /// <summary>How much faster the microphone's clock runs than the output's, in parts per million.</summary>
    public required double DriftPpm { get; init; }

    /// <summary>Number of cross-faded jumps because the sound was too far from its target.</summary>
    public required long Jumps { get; init; }

    /// <summary>Number of gaps in the captured sound.</summary>
    public required long Gaps { get; init; }

    /// <summary>The current failure of a device in one sentence; empty when there is none.</summary>
    public required string Trouble { get; init; }
}
