using StreamShield.Core.Frames;
using StreamShield.Core.Profiles;

namespace StreamShield.Core.Sound;

/// <summary>What the streamer chose for the sound. Immutable; part of the <see cref="Profile"/>.</summary>
public sealed record SoundSettings
{
    /// <summary>Earliest and latest <see cref="OffsetMs"/>.</summary>
    public const int MinOffsetMs = -500, MaxOffsetMs = 1500;

    /// <summary>Lowest and highest <see cref="GateDb"/>.</summary>
    public const double MinGateDb = -90, MaxGateDb = -20;

    /// <summary>Off by default: then no device is opened.</summary>
    public bool On { get; init; }

    /// <summary>Name of the microphone or a part of it; null for the system's usual one.</summary>
    public string? Microphone { get; init; }

    /// <summary>Name of the output or a part of it. Without one there is no sound: a loudspeaker must not be chosen by accident.</summary>
    public string? Output { get; init; }

    /// <summary>Milliseconds by which the sound comes later than measured (earlier when negative); for the camera's own delay, which cannot be measured.</summary>
    public int OffsetMs { get; init; }

    /// <summary>True takes the mains hum out, see <see cref="HumScrub"/>.</summary>
    public bool Scrub { get; init; } = true;

    /// <summary>True closes in the pauses, see <see cref="SoundGate"/>.</summary>
    public bool Gate { get; init; } = true;

    /// <summary>Level at which the gate opens, in decibels of full scale.</summary>
    public double GateDb { get; init; } = -50;

    /// <summary>True lets the sound on while nobody is in the live picture.</summary>
    public bool AudibleWhenAway { get; init; }

    /// <summary>Fields of the file that this version does not know: the text of a JSON object, or empty.</summary>
    public string Extra { get; init; } = "";

    /// <summary>Throws one clear sentence when a value is out of range.</summary>
    /// <exception cref="ShieldException">One sentence.</exception>
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
