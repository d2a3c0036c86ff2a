using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using StreamShield.App.Obs;

namespace StreamShield.Tests.App.Obs;

/// <summary>As much of OBS as the guard and the setup ask for: scenes, inputs, outputs, events. Wants the password "secret".</summary>
internal sealed class FakeObs : IAsyncDisposable
{
    public const string Password = "secret";
    private const string Salt = "c2FsdA==";
    private const string Challenge = "Y2hhbGxlbmdl";

    private readonly Lock _gate = new();
    private readonly List<(string Type, JsonObject? Data)> _asked = [];
    private readonly List<(string Type, TaskCompletionSource<JsonObject?> Came)> _waiting = [];
    private ScriptedServer _server = null!;
    private WebSocket? _client;
    private bool _silence;

    private FakeObs()
    {
    }

    public ObsAddress Address => _server.Address;

    public string Program { get; set; } = "Main";

    /// <summary>What scenes and groups hold.</summary>
    public Dictionary<string, List<(string Source, bool On)>> Items { get; } = new() { ["Main"] = [], ["BRB"] = [] };

    /// <summary>Names among <see cref="Items"/> that are groups.</summary>
    public HashSet<string> Groups { get; } = [];

    public Dictionary<string, (string Kind, JsonObject Settings)> Inputs { get; } = [];

    public HashSet<string> Active { get; } = [];

    public HashSet<string> Muted { get; } = [];

    /// <summary>Where items were put, in order.</summary>
    public List<(string Scene, JsonObject Transform)> Transforms { get; } = [];

    /// <summary>Requests that are refused, with the code.</summary>
    public ConcurrentDictionary<string, int> Refuses { get; } = [];

    /// <summary>True for an OBS that is closing: it lets a client in, says nothing and breaks off shortly after.</summary>
    public bool Closes { get; set; }

    /// <summary>Clients let in so far.</summary>
    public int Sessions { get; private set; }

    /// <summary>Requests that came between the word that the scene collection changes and the word that it has, or while OBS closes.</summary>
    public List<string> Untimely { get; } = [];

    /// <summary>Names of the requests so far that change something.</summary>
    public string[] Changes
    {
        get
        {
            lock (_gate)
            {
                return [.. _asked.Select(asked => asked.Type).Where(type => !type.StartsWith("Get", StringComparison.Ordinal))];
            }
        }
    }

    public static async Task<FakeObs> StartAsync(int port = 0)
    {
        var obs = new FakeObs();
        obs._server = await ScriptedServer.StartAsync(obs.TalkAsync, port);
        return obs;
    }

    /// <summary>Connects as StreamShield does.</summary>
    public Task<ObsConnection> ConnectAsync() => ObsConnection.ConnectAsync(Address, Password, TimeProvider.System, CancellationToken.None, TimeSpan.FromSeconds(60));

    /// <summary>Changes what there is, while no question about it is being answered.</summary>
    public void Change(Action change)
    {
        lock (_gate)
        {
            change();
        }
    }

    /// <summary>Waits for a request, past or to come, and gives its data.</summary>
    public Task<JsonObject?> AskedAsync(string type)
    {
        lock (_gate)
        {
            var came = new TaskCompletionSource<JsonObject?>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_asked.FirstOrDefault(asked => asked.Type == type) is { Type: not null } past)
            {
                came.SetResult(past.Data);
            }

            _waiting.Add((type, came));
            return came.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    /// <summary>Forgets the requests so far.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _asked.Clear();
        }
    }

    /// <summary>Something happens.</summary>
    public Task TellAsync(string type, JsonObject? data = null)
    {
        lock (_gate)
        {
            _silence = type is "CurrentSceneCollectionChanging" or "ExitStarted" || (_silence && type != "CurrentSceneCollectionChanged");
        }

        return _server.SayAsync(_client!, 5, new JsonObject { ["eventType"] = type, ["eventIntent"] = 1, ["eventData"] = data });
    }

    /// <summary>Goes to a scene as the streamer does.</summary>
    public Task ShowAsync(string scene)
    {
        Program = scene;
        return TellAsync("CurrentProgramSceneChanged", new JsonObject { ["sceneName"] = scene });
    }

    /// <summary>Breaks the connection off.</summary>
    public void Drop() => _client!.Abort();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task TalkAsync(ScriptedServer server, WebSocket socket)
    {
        _client = socket;
        _silence = Closes;
        await server.SayAsync(socket, 0, new JsonObject
        {
            ["obsWebSocketVersion"] = "5.1.0",
            ["rpcVersion"] = 1,
            ["authentication"] = new JsonObject { ["challenge"] = Challenge, ["salt"] = Salt },
        });
        var identify = await server.HearAsync(socket);
        if (identify?["d"]?["authentication"]?.GetValue<string>() != ObsConnection.Proof(Password, Salt, Challenge))
        {
            await socket.CloseAsync((WebSocketCloseStatus)ObsProtocol.WrongPassword, "Authentication failed.", CancellationToken.None);
            return;
        }

        await server.SayAsync(socket, 2, new JsonObject { ["negotiatedRpcVersion"] = 1 });
        Sessions++;
        if (Closes)
        {
            _ = Task.Delay(TimeSpan.FromMilliseconds(200)).ContinueWith(_ => socket.Abort(), TaskScheduler.Default);
        }

        while (await server.HearAsync(socket) is { } message)
        {
            var request = message["d"]!.AsObject();
            var type = request["requestType"]!.GetValue<string>();
            var data = request["requestData"]?.DeepClone().AsObject();
            var before = Program;
            var (refusal, answer) = Answer(type, data);
            await server.SayAsync(socket, 7, new JsonObject
            {
                ["requestType"] = type,
                ["requestId"] = request["requestId"]!.DeepClone(),
                ["requestStatus"] = new JsonObject { ["result"] = refusal == 0, ["code"] = refusal == 0 ? 100 : refusal, ["comment"] = refusal == 0 ? null : "No." },
                ["responseData"] = answer,
            });
            if (Program != before)
            {
                await ShowAsync(Program);
            }

            Note(type, data);
        }
    }

    private void Note(string type, JsonObject? data)
    {
        lock (_gate)
        {
            _asked.Add((type, data));
            if (_silence)
            {
                Untimely.Add(type);
            }

            foreach (var (_, came) in _waiting.Where(wait => wait.Type == type))
            {
                came.TrySetResult(data);
            }
        }
    }

    private (int Refusal, JsonObject? Answer) Answer(string type, JsonObject? data)
    {
        lock (_gate)
        {
            return Refuses.TryGetValue(type, out var code) ? (code, null) : (0, AnswerAlone(type, data));
        }
    }

    private JsonObject? AnswerAlone(string type, JsonObject? data)
    {
        var scene = data?["sceneName"]?.GetValue<string>() ?? "";
        var input = data?["inputName"]?.GetValue<string>() ?? "";
        switch (type)
        {
            case "GetSceneList":
                return new JsonObject
                {
                    ["currentProgramSceneName"] = Program,
                    ["scenes"] = new JsonArray([.. Items.Keys.Where(name => !Groups.Contains(name)).Select(name => new JsonObject { ["sceneName"] = name })]),
                };
            case "GetSourceActive":
                return new JsonObject { ["videoActive"] = data?["sourceName"]?.GetValue<string>() == Program, ["videoShowing"] = true };
            case "GetCurrentProgramScene":
                throw new InvalidOperationException("This crashes the real OBS when it has no scene on air: the guard is not to ask it.");
            case "GetSceneItemList" or "GetGroupSceneItemList":
                return new JsonObject
                {
                    ["sceneItems"] = new JsonArray([.. Items[scene].Select((item, i) => new JsonObject
                    {
                        ["sceneItemId"] = i, ["sourceName"] = item.Source, ["sceneItemEnabled"] = item.On, ["isGroup"] = Groups.Contains(item.Source) ? true : null,
                    })]),
                };
            case "GetInputList":
                return new JsonObject
                {
                    ["inputs"] = new JsonArray([.. Inputs.Select(entry => new JsonObject { ["inputName"] = entry.Key, ["unversionedInputKind"] = entry.Value.Kind })]),
                };
            case "GetInputSettings":
                return new JsonObject { ["inputSettings"] = Inputs[input].Settings.DeepClone() };
            case "SetInputSettings":
                foreach (var (name, value) in data!["inputSettings"]!.AsObject())
                {
                    Inputs[input].Settings[name] = value?.DeepClone();
                }

                return null;
            case "GetInputPropertiesListPropertyItems":
                return new JsonObject { ["propertyItems"] = new JsonArray(new JsonObject { ["itemName"] = "Built-in", ["itemValue"] = "default", ["itemEnabled"] = true }) };
            case "GetInputMute":
                return new JsonObject { ["inputMuted"] = Muted.Contains(input) };
            case "SetInputMute":
                Muted.Add(input);
                return null;
            case "RemoveInput":
                Inputs.Remove(input);
                foreach (var items in Items.Values)
                {
                    items.RemoveAll(item => item.Source == input);
                }

                return null;
            case "GetSceneItemTransform":
                return new JsonObject
                {
                    ["sceneItemTransform"] = new JsonObject
                    {
                        ["positionX"] = 10.5,
                        ["positionY"] = 20,
                        ["rotation"] = 0,
                        ["alignment"] = 5,
                        ["scaleX"] = 0.25,
                        ["scaleY"] = 0.25,
                        ["sourceWidth"] = 1280,
                        ["sourceHeight"] = 720,
                        ["cropLeft"] = 0,
                        ["cropRight"] = 0,
                        ["cropTop"] = 0,
                        ["cropBottom"] = 0,
                        ["boundsType"] = "OBS_BOUNDS_NONE",
                        ["boundsAlignment"] = 0,
                        ["boundsWidth"] = 0,
                        ["boundsHeight"] = 0,
                    },
                };
            case "SetSceneItemTransform":
                Transforms.Add((scene, data!["sceneItemTransform"]!.DeepClone().AsObject()));
                return null;
            case "GetSceneItemIndex":
                return new JsonObject { ["sceneItemIndex"] = data!["sceneItemId"]!.GetValue<int>() };
            case "CreateInput":
                Inputs[input] = (data!["inputKind"]!.GetValue<string>(), data["inputSettings"]!.DeepClone().AsObject());
                Items[scene].Add((input, true));
                return new JsonObject { ["sceneItemId"] = Items[scene].Count - 1 };
            case "CreateSceneItem":
                Items[scene].Add((data!["sourceName"]!.GetValue<string>(), data["sceneItemEnabled"]?.GetValue<bool>() ?? true));
                return new JsonObject { ["sceneItemId"] = Items[scene].Count - 1 };
            case "CreateScene":
                Items[scene] = [];
                return null;
            case "GetInputKindList":
                return new JsonObject { ["inputKinds"] = new JsonArray("color_source", "color_source_v2", "color_source_v3", "ffmpeg_source", "v4l2_input", "dshow_input", "text_ft2_source", "text_ft2_source_v2") };
            case "GetVideoSettings":
                return new JsonObject { ["baseWidth"] = 1280, ["baseHeight"] = 720 };
            case "GetSceneSceneTransitionOverride":
                return new JsonObject { ["transitionName"] = null };
            case "GetSceneTransitionList":
                return new JsonObject { ["transitions"] = new JsonArray(new JsonObject { ["transitionName"] = "Schnitt", ["transitionKind"] = "cut_transition" }) };
            case "SetCurrentProgramScene":
                Program = scene;
                return null;
            default:
                return type.StartsWith("Get", StringComparison.Ordinal) ? new JsonObject { ["outputActive"] = Active.Contains(type) } : null;
        }
    }
}
