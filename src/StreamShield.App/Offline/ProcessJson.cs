using System.Text.Json.Serialization;

namespace StreamShield.App.Offline;

/// <summary>The report of a processed clip, as JSON written by code made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProcessReport))]
internal sealed partial class ProcessJson : JsonSerializerContext;
