using System.Text.Json.Serialization;
using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.App.Page.Views;
using StreamShield.Audit.Live;
using StreamShield.Audit.Results;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Sound;

namespace StreamShield.App.Page;

/// <summary>Compile-time JSON writers and readers for the page.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(WordConverter<ShieldStatus>), typeof(WordConverter<SlateReason>), typeof(WordConverter<PlatePhase>), typeof(WordConverter<AuditPhase>), typeof(WordConverter<AuditVerdict>), typeof(WordConverter<LiveFindingKind>), typeof(WordConverter<MuteReason>)])]
[JsonSerializable(typeof(VersionView))]
[JsonSerializable(typeof(VirtualCameraView))]
[JsonSerializable(typeof(StateView))]
[JsonSerializable(typeof(DevicesView))]
[JsonSerializable(typeof(StrengthsView))]
[JsonSerializable(typeof(ProfilesView))]
[JsonSerializable(typeof(ProfileNameView))]
[JsonSerializable(typeof(DeletedProfileView))]
[JsonSerializable(typeof(GrantView))]
[JsonSerializable(typeof(TokenView))]
[JsonSerializable(typeof(CameraLocksView))]
[JsonSerializable(typeof(ObsView))]
[JsonSerializable(typeof(ObsScenesView))]
[JsonSerializable(typeof(SystemView))]
[JsonSerializable(typeof(PictureView))]
[JsonSerializable(typeof(PicturesView))]
[JsonSerializable(typeof(SoundView))]
[JsonSerializable(typeof(SoundChoiceView))]
[JsonSerializable(typeof(SoundDevicesView))]
internal sealed partial class PageJson : JsonSerializerContext;
