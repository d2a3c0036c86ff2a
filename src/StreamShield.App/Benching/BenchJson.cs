using System.Text.Json.Serialization;

namespace StreamShield.App.Benching;

/// <summary>Source-generated JSON serialization of benchmark results.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
