using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamShield.App.Hosting;

/// <summary>Writes an enumeration as camelCase words.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
