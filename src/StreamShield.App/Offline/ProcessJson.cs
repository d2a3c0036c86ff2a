using System.Text.Json.Serialization;

namespace StreamShield.App.Offline;

/// <summary>Source-generated JSON serialization of the report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProcessReport))]
internal sealed partial class ProcessJson : JsonSerializerContext;
