using System.Text.Json.Serialization;

namespace StreamShield.App.Http;

/// <summary>Source-generated JSON serialization for all routes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorView))]
internal sealed partial class HttpJson : JsonSerializerContext;
