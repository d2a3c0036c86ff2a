using System.Text.Json.Serialization;

namespace StreamShield.App.Live;

/// <summary>Source-generated JSON serialization of a run's status.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LiveStatus))]
internal sealed partial class LiveJson : JsonSerializerContext;
