using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamShield.App.Obs;

/// <summary>The messages of obs-websocket 5 (protocol document, rpcVersion 1). Every message is an <see cref="Envelope"/> around one of the others.</summary>
internal static class ObsProtocol
{
    /// <summary>The sub-protocol: JSON in text messages.</summary>
    public const string SubProtocol = "obswebsocket.json";

    /// <summary>The only RPC version so far.</summary>
    public const int RpcVersion = 1;

    /// <summary>A request was refused because there is no such scene, source or item.</summary>
    public const int NotFound = 600;

    /// <summary>Code of OBS for a name that is taken, which may be that of a source removed a moment ago.</summary>
    public const int AlreadyExists = 601;

    /// <summary>Code of a refusal: the thing could not be made, for example of a source that is going just now.</summary>
    public const int CreationFailed = 700;

    /// <summary>Closed by OBS: the password is wrong.</summary>
    public const int WrongPassword = 4009;

    /// <summary>Closed by OBS: it does not support <see cref="RpcVersion"/>.</summary>
    public const int UnsupportedVersion = 4010;

    /// <summary>Closed by OBS: its user ended the session.</summary>
    public const int Kicked = 4011;

    /// <summary>The first obs-websocket that reports changed settings of a source; part of OBS 30.2.</summary>
    public static readonly Version TellsSettings = new(5, 4);

    /// <summary>The subscribed events: General, Config, Scenes, Inputs, Transitions, Outputs, SceneItems, Ui, and active inputs.</summary>
    public const int Subscriptions = (1 << 0) | (1 << 1) | (1 << 2) | (1 << 3) | (1 << 4) | (1 << 6) | (1 << 7) | (1 << 10) | (1 << 17);

    /// <summary>What an envelope contains.</summary>
    internal enum Op
    {
        /// <summary>Hello: OBS starts the session.</summary>
        Hello = 0,

        /// <summary>Identify: the client authenticates.</summary>
        Identify = 1,

        /// <summary>Identified: OBS accepts the client.</summary>
        Identified = 2,

        /// <summary>Event: something happened in OBS.</summary>
        Event = 5,

        /// <summary>A request of the client.</summary>
        Request = 6,

        /// <summary>The response of OBS.</summary>
        Response = 7,
    }

    /// <summary>Any message.</summary>
    internal sealed record Envelope(Op Op, JsonElement D);

    /// <summary>Hello of OBS; with <paramref name="Authentication"/> it requires a password.</summary>
    internal sealed record Hello(string ObsWebSocketVersion, int RpcVersion, Challenge? Authentication = null);

    /// <summary>The challenge for the password.</summary>
    internal sealed record Challenge([property: System.Text.Json.Serialization.JsonPropertyName("challenge")] string Text, string Salt);

    /// <summary>Identify: the client authenticates.</summary>
    internal sealed record Identify(int RpcVersion, string? Authentication, int EventSubscriptions);

    /// <summary>A request of the client.</summary>
    internal sealed record Request(string RequestType, string RequestId, JsonObject? RequestData);

    /// <summary>The response of OBS.</summary>
    internal sealed record Response(string RequestId, Status RequestStatus, JsonElement ResponseData = default);

    /// <summary>Whether the request succeeded.</summary>
    internal sealed record Status(bool Result, int Code, string? Comment = null);

    /// <summary>Event: something happened in OBS.</summary>
    internal sealed record Event(string EventType, JsonElement EventData = default);

    /// <summary>Answer to GetSceneList.</summary>
    internal sealed record SceneList(string? CurrentProgramSceneName, SceneEntry[] Scenes);

    /// <summary>Answer to GetSourceActive.</summary>
    internal sealed record SourceActive(bool VideoActive);

    /// <summary>One scene.</summary>
    internal sealed record SceneEntry(string SceneName);

    /// <summary>Answer to GetSceneItemList and GetGroupSceneItemList.</summary>
    internal sealed record ItemList(ItemEntry[] SceneItems);

    /// <summary>One item of a scene or group.</summary>
    internal sealed record ItemEntry(int SceneItemId, string SourceName, bool SceneItemEnabled, bool? IsGroup = null);

    /// <summary>Answer to GetInputList.</summary>
    internal sealed record InputList(InputEntry[] Inputs);

    /// <summary>One input.</summary>
    internal sealed record InputEntry(string InputName, string UnversionedInputKind);

    /// <summary>Answer to GetInputSettings; defaults are left out by OBS.</summary>
    internal sealed record InputSettings([property: System.Text.Json.Serialization.JsonPropertyName("inputSettings")] JsonElement Values);

    /// <summary>Answer to GetStreamStatus, GetRecordStatus and GetVirtualCamStatus; data of their events.</summary>
    internal sealed record ObsOutputStatus(bool OutputActive, string? OutputState = null);

    /// <summary>Data of CurrentProgramSceneChanged.</summary>
    internal sealed record ProgramScene(string SceneName);

    /// <summary>Answer to GetInputKindList.</summary>
    internal sealed record KindList(string[] InputKinds);

    /// <summary>Answer to GetVideoSettings.</summary>
    internal sealed record VideoSettings(int BaseWidth, int BaseHeight);

    /// <summary>Answer to GetSceneTransitionList.</summary>
    internal sealed record TransitionList(TransitionEntry[] Transitions);

    /// <summary>One transition.</summary>
    internal sealed record TransitionEntry(string TransitionName, string TransitionKind);

    /// <summary>Answer to GetSceneSceneTransitionOverride.</summary>
    internal sealed record TransitionOverride(string? TransitionName);

    /// <summary>Answer to CreateInput and CreateSceneItem.</summary>
    internal sealed record CreatedItem(int SceneItemId);

    /// <summary>Answer to GetInputMute.</summary>
    internal sealed record InputMute(bool InputMuted);

    /// <summary>Answer to GetSceneItemIndex.</summary>
    internal sealed record ItemIndex(int SceneItemIndex);

    /// <summary>Answer to GetSceneItemTransform.</summary>
    internal sealed record ItemPlace(Place SceneItemTransform);

    /// <summary>Where an item is in its scene. The source's size is 0 while it has no picture, as a camera that another program uses.</summary>
    internal sealed record Place(
        double PositionX,
        double PositionY,
        double Rotation,
        int Alignment,
        double ScaleX,
        double ScaleY,
        double SourceWidth,
        double SourceHeight,
        double CropLeft,
        double CropRight,
        double CropTop,
        double CropBottom,
        string BoundsType,
        int BoundsAlignment,
        double BoundsWidth,
        double BoundsHeight);

    /// <summary>Answer to GetInputPropertiesListPropertyItems.</summary>
    internal sealed record PropertyItems([property: System.Text.Json.Serialization.JsonPropertyName("propertyItems")] PropertyItem[] Items);

    /// <summary>One choice of a list.</summary>
    internal sealed record PropertyItem(string ItemName, JsonElement ItemValue);
}
