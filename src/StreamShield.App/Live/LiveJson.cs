using System.Text.Json.Serialization;

namespace StreamShield.App.Live;

/// <summary>The status of a run, as JSON written by code made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LiveStatus))]
internal sealed partial class LiveJson : JsonSerializerContext;
