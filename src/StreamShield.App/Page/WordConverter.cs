using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamShield.App.Page;

/// <summary>An enumeration as words that begin small.</summary>
internal sealed class WordConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
