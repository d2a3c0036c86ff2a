using System.Text.Json.Serialization;

namespace StreamShield.App.Http;

/// <summary>The JSON that every route may answer with, written by code made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorView))]
internal sealed partial class HttpJson : JsonSerializerContext;
