using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;

namespace StreamShield.Core.Sound;

/// <summary>The streamer's sound settings. Immutable; part of the <see cref="Profile"/>.</summary>
public sealed record SoundSettings
{
    /// <summary>Range of <see cref="OffsetMs"/>.</summary>
    public const int MinOffsetMs = -500, MaxOffsetMs = 1500;

    /// <summary>Range of <see cref="GateDb"/>.</summary>
    public const double MinGateDb = -90, MaxGateDb = -20;

    /// <summary>True to use sound. Off by default: no device is opened.</summary>
    public bool On { get; init; }

    /// <summary>Name of the microphone or part of it; null for the system's default.</summary>
    public string? Microphone { get; init; }

    /// <summary>Name of the output or part of it. Null means no sound: a loudspeaker must not be chosen by accident.</summary>
    public string? Output { get; init; }

    /// <summary>Additional delay of the sound in milliseconds, negative for earlier. Compensates the camera's own delay, which cannot be
    /// measured.</summary>
    public int OffsetMs { get; init; }

    /// <summary>True to remove mains hum, see <see cref="HumScrub"/>.</summary>
    public bool Scrub { get; init; } = true;

    /// <summary>True to mute pauses of speech, see <see cref="SoundGate"/>.</summary>
    public bool Gate { get; init; } = true;

    /// <summary>Level at which the gate opens, in decibels of full scale.</summary>
    public double GateDb { get; init; } = -50;

    /// <summary>True to keep the sound on while nobody is in the live picture.</summary>
    public bool AudibleWhenAway { get; init; }

    /// <summary>Unknown fields of the file, as the text of a JSON object, or empty.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Throws when a value is out of range.</summary>
    /// <exception cref="ShieldException">The message names the value and its range.</exception>
    public void Validate()
    {
        if (OffsetMs is < MinOffsetMs or > MaxOffsetMs)
        {
            throw new ShieldException(SlateReason.StageFailed, $"A sound offset of {OffsetMs} ms is out of range: choose {MinOffsetMs} to {MaxOffsetMs}.");
        }

        if (GateDb is not (>= MinGateDb and <= MaxGateDb))
        {
            throw new ShieldException(SlateReason.StageFailed, $"A gate at {GateDb} dB is out of range: choose {MinGateDb} to {MaxGateDb}.");
        }

        if (On && Output is null)
        {
            throw new ShieldException(SlateReason.StageFailed, "Sound is on and has no output: name one with --sound-out (see 'streamshield devices'), best a virtual cable.");
        }
    }
}
