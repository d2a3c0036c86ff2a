using System.Text.Json.Serialization;
using StreamShield.Audit.Live;
using StreamShield.Audit.Results;

namespace StreamShield.App.Auditing;

/// <summary>Source-generated JSON serialization of audit results.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AuditFigures))]
[JsonSerializable(typeof(LiveAuditResult))]
internal sealed partial class AuditJson : JsonSerializerContext;
