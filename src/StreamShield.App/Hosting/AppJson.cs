using System.Text.Json.Serialization;
using StreamShield.App.Benching;
using StreamShield.App.Live;
using StreamShield.App.Offline;
using StreamShield.Audit;

namespace StreamShield.App.Hosting;

/// <summary>JSON writers made at compile time: nothing to work out at start.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LiveStatus))]
[JsonSerializable(typeof(ProcessReport))]
[JsonSerializable(typeof(AuditFigures))]
[JsonSerializable(typeof(LiveAuditResult))]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class AppJson : JsonSerializerContext;
