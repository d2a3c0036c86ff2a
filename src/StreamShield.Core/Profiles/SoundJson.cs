using System.Text.Json;
using StreamShield.Core.Frames;
using StreamShield.Core.Json;
using StreamShield.Core.Sound;

namespace StreamShield.Core.Profiles;

/// <summary>Reads and writes the field "sound" of a <see cref="ProfileJson"/>.</summary>
internal static class SoundJson
{
    /// <summary>Reads it from a file, keeping unknown fields.</summary>
    /// <exception cref="ShieldException">A field is wrong.</exception>
    public static SoundSettings Read(JsonFields fields)
    {
        var sound = Change(fields, new SoundSettings());
        return sound with { Extra = fields.Unread() };
    }

    /// <summary>Changes only the fields given. Sound that is on must have an output.</summary>
    /// <exception cref="ShieldException">A field is wrong.</exception>
    public static SoundSettings Change(JsonFields fields, SoundSettings now)
    {
        var sound = now with
        {
            On = fields.Flag("on", fallback: now.On),
            Microphone = Text(fields, "microphone", now.Microphone),
            Output = Text(fields, "output", now.Output),
            OffsetMs = fields.Whole("offsetMs", SoundSettings.MinOffsetMs, SoundSettings.MaxOffsetMs, now.OffsetMs),
            Scrub = fields.Flag("scrub", fallback: now.Scrub),
            Gate = fields.Flag("gate", fallback: now.Gate),
            GateDb = fields.Number("gateDb", SoundSettings.MinGateDb, SoundSettings.MaxGateDb, now.GateDb),
            AudibleWhenAway = fields.Flag("audibleWhenAway", fallback: now.AudibleWhenAway),
        };
        return sound switch
        {
            { On: false } or { Output: not null } => sound,
            _ when fields.Has("on") => throw fields.Refuse("on", "true only beside the name of an output"),
            _ => throw fields.Refuse("output", "the name of an output while the sound is on"),
        };
    }

    /// <summary>Writes the known fields.</summary>
    public static void Write(Utf8JsonWriter json, SoundSettings sound)
    {
        json.WriteBoolean("on", sound.On);
        json.WriteString("microphone", sound.Microphone);
        json.WriteString("output", sound.Output);
        json.WriteNumber("offsetMs", sound.OffsetMs);
        json.WriteBoolean("scrub", sound.Scrub);
        json.WriteBoolean("gate", sound.Gate);
        json.WriteNumber("gateDb", double.IsFinite(sound.GateDb)
            ? sound.GateDb
            : throw new ShieldException(SlateReason.StageFailed, $"The room profile cannot be written: gateDb is {sound.GateDb}; allowed is a finite number."));
        json.WriteBoolean("audibleWhenAway", sound.AudibleWhenAway);
    }

    /// <summary>The field's value, null included; the present value when it is missing.</summary>
    private static string? Text(JsonFields fields, string field, string? now)
    {
        var text = fields.OptionalText(field, Profile.MaxTextLength);
        return fields.Has(field) ? text : now;
    }
}
