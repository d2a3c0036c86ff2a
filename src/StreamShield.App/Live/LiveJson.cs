using System.Text.Json.Serialization;
using StreamShield.App.Hosting;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;

namespace StreamShield.App.Live;

/// <summary>Source-generated JSON serialization of a run's status.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    Converters = [typeof(WordConverter<ShieldStatus>), typeof(WordConverter<SlateReason>), typeof(WordConverter<MuteReason>)])]
[JsonSerializable(typeof(LiveStatus))]
internal sealed partial class LiveJson : JsonSerializerContext;
