using System.Text.Json.Serialization;

namespace StreamShield.App.Obs;

/// <summary>Compile-time JSON readers and writers for <see cref="ObsProtocol"/>. A message without a required field is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ObsProtocol.Envelope))]
[JsonSerializable(typeof(ObsProtocol.Hello))]
[JsonSerializable(typeof(ObsProtocol.Identify))]
[JsonSerializable(typeof(ObsProtocol.Request))]
[JsonSerializable(typeof(ObsProtocol.Response))]
[JsonSerializable(typeof(ObsProtocol.Event))]
[JsonSerializable(typeof(ObsProtocol.SceneList))]
[JsonSerializable(typeof(ObsProtocol.SourceActive))]
[JsonSerializable(typeof(ObsProtocol.ItemList))]
[JsonSerializable(typeof(ObsProtocol.InputList))]
[JsonSerializable(typeof(ObsProtocol.InputSettings))]
[JsonSerializable(typeof(ObsProtocol.ObsOutputStatus))]
[JsonSerializable(typeof(ObsProtocol.ProgramScene))]
[JsonSerializable(typeof(ObsProtocol.KindList))]
[JsonSerializable(typeof(ObsProtocol.VideoSettings))]
[JsonSerializable(typeof(ObsProtocol.TransitionList))]
[JsonSerializable(typeof(ObsProtocol.TransitionOverride))]
[JsonSerializable(typeof(ObsProtocol.CreatedItem))]
[JsonSerializable(typeof(ObsProtocol.InputMute))]
[JsonSerializable(typeof(ObsProtocol.ItemIndex))]
[JsonSerializable(typeof(ObsProtocol.ItemPlace))]
[JsonSerializable(typeof(ObsProtocol.PropertyItems))]
internal sealed partial class ObsJson : JsonSerializerContext;
