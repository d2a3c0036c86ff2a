using System.Text.Json.Serialization;
using StreamShield.App.Hosting;
using StreamShield.Audit.Live;
using StreamShield.Audit.Results;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;

namespace StreamShield.App.Live;

/// <summary>Source-generated JSON serialization of a run's status.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    Converters = [typeof(WordConverter<ShieldStatus>), typeof(WordConverter<SlateReason>), typeof(WordConverter<MuteReason>),
        typeof(WordConverter<AuditPhase>), typeof(WordConverter<AuditVerdict>), typeof(WordConverter<LiveFindingKind>)])]
[JsonSerializable(typeof(LiveStatus))]
[JsonSerializable(typeof(KeptCheck[]))]
internal sealed partial class LiveJson : JsonSerializerContext;
