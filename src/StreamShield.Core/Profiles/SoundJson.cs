using System.Text.Json;

namespace StreamShield.Core;

/// <summary>The part "sound" of a <see cref="ProfileJson"/>.</summary>
internal static class SoundJson
{
    /// <summary>Reads it; whoever switches it on must name an output.</summary>
    /// <exception cref="ShieldException">A field is wrong.</exception>
    public static SoundSettings Read(JsonFields fields)
    {
        var usual = new SoundSettings();
        var sound = new SoundSettings
        {
            On = fields.Flag("on", usual: usual.On),
            Microphone = fields.OptionalText("microphone", RoomProfile.LongestText),
            Output = fields.OptionalText("output", RoomProfile.LongestText),
            OffsetMs = fields.Whole("offsetMs", SoundSettings.LeastOffsetMs, SoundSettings.MostOffsetMs, usual.OffsetMs),
            Scrub = fields.Flag("scrub", usual: usual.Scrub),
            Gate = fields.Flag("gate", usual: usual.Gate),
            GateDb = fields.Number("gateDb", SoundSettings.LeastGateDb, SoundSettings.MostGateDb, usual.GateDb),
            AudibleWhenAway = fields.Flag("audibleWhenAway", usual: usual.AudibleWhenAway),
            Extra = fields.Unasked(),
        };
        return sound is { On: true, Output: null } ? throw fields.Refuse("on", "true only beside the name of an output") : sound;
    }

    /// <summary>Writes its fields, without those that are not known.</summary>
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
}
