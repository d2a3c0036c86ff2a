using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using StreamShield.App.Desktop;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Obs;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;
using StreamShield.Core.Storage;
using StreamShield.Devices.Mjpeg;
using StreamShield.Tests.Devices;
using StreamShield.Tests.EndToEnd;

namespace StreamShield.Tests.App.Page;

/// <summary>The control page's server over real HTTP, on a whole live session whose every picture is examined for leaks.</summary>
internal sealed class PageRig : IAsyncDisposable
{
    /// <summary>Who looks on however little is asked for: the sound, to know whether somebody is in the picture.</summary>
    public const int AlwaysWatching = 1;

    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly MeteredSink _metered = new(new MjpegSink(Room.Size), TimeProvider.System);
    private readonly List<string> _faults = [];

    private PageRig(LiveRig live, Action<LiveRig>? prepare, SoundSettings? sound, SoundKit? kit)
    {
        var settings = Settings;
        Live = live;
        prepare?.Invoke(Live);
        Rooms = new ProfileStore(Stores[0], Stores[1]);
        Terminal = new Terminal(new StringWriter(), new StringWriter()) { Rooms = Rooms };
        Begun = new Profile { Name = "", Camera = "pattern", Size = Room.Size, FramesPerSecond = Live.Session.FramesPerSecond, Model = Live.Model, Settings = settings, Sound = sound ?? new SoundSettings() };
        Sound = new LiveSound(Begun.Sound, Live.Session, _metered, kit ?? new SoundKit(TimeProvider.System), TimeProvider.System);
        Control = new LiveControl(Live.Session, Begun, settings, "", Sound, 1, Terminal);
    }

    /// <summary>What every run begins with.</summary>
    public static ShieldSettings Settings { get; } = new() { Effect = "blur", Colour = Room.Solid, People = PeopleChoice.Everyone };

    public LiveRig Live { get; }

    public ProfileStore Rooms { get; }

    /// <summary>Where OBS is; null for none.</summary>
    public ObsAccess? Obs { get; set; }

    /// <summary>Makes the cameras that are not in use.</summary>
    public Func<string, FrameSize, ISource?> OtherCamera { get; set; } = static (_, _) => throw new ShieldException(SlateReason.SourceMissing, "There is no such camera.");

    private string[] Stores => [_folder.File("config"), _folder.File("data")];

    /// <summary>From here on nothing can be stored or read, whoever asks.</summary>
    public void BreakDisk()
    {
        foreach (var store in Stores)
        {
            if (Directory.Exists(store))
            {
                Directory.Move(store, store + " away");
            }

            try
            {
                File.WriteAllText(store, "");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody has just made it anew: then this disk works.
            }
        }
    }

    /// <summary>Ends what <see cref="BreakDisk"/> began.</summary>
    public void MendDisk()
    {
        foreach (var store in Stores)
        {
            File.Delete(store);
            if (Directory.Exists(store + " away"))
            {
                Directory.Move(store + " away", store);
            }
        }
    }

    public Terminal Terminal { get; }

    /// <summary>What the run began with; its camera is named "pattern", but is the one in the room.</summary>
    public Profile Begun { get; }

    public LiveSound Sound { get; }

    public LiveControl Control { get; }

    public Secrets Secrets { get; } = new(AccessToken.New(), AccessToken.New(), TimeProvider.System);

    /// <summary>Of a page that was opened from the terminal.</summary>
    public AccessToken Token { get; private set; } = null!;

    /// <summary>Null until a test puts one there: nobody sits before a screen.</summary>
    public DesktopLink? Desktop { get; set; }

    public ControlPage Page { get; private set; } = null!;

    public LocalServer Server { get; private set; } = null!;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(40) };

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Starts it and waits until pictures are shown.</summary>
    public static Task<PageRig> StartAsync(int seed, Action<LiveRig>? prepare = null, SoundSettings? sound = null, SoundKit? kit = null) =>
        StartAsync(new LiveRig(seed, settings: Settings), prepare, sound, kit);

    /// <summary>The same on a session of one's own, which becomes owned.</summary>
    public static async Task<PageRig> StartAsync(LiveRig live, Action<LiveRig>? prepare = null, SoundSettings? sound = null, SoundKit? kit = null)
    {
        var rig = new PageRig(live, prepare, sound, kit);
        var meter = new LiveMeter(rig.Live.Session, rig._metered, rig.Live.Stream, () => rig.Control.Now.Settings, TimeProvider.System) { Sound = () => rig.Sound.Status };
        rig.Page = new ControlPage(rig.Live.Session, rig.Control, new LiveRoutes(rig.Live.Stream, meter.Now), meter.Now, rig.Secrets, () => rig.Desktop, new ObsDesk(() => rig.Obs ?? throw new ObsException("OBS is not there."), new HashSet<string>(), TimeProvider.System), rig._closing.Token, (text, size) => rig.OtherCamera(text, size));
        rig.Server = await LocalServer.StartAsync(0, mayMove: false, rig.Secrets, rig.Page.Site, rig._faults.Add);
        rig.Token = rig.Secrets.Redeem(rig.Secrets.NewCode())!;
        rig.Sound.Start();
        rig.Live.GoLive();
        return rig;
    }

    /// <summary>An address under the page's.</summary>
    public Uri At(string path) => new(new Uri($"http://127.0.0.1:{Server.Port}/{Token.Text}/"), path);

    /// <summary>The same with another token.</summary>
    public Uri At(AccessToken token, string path) => new(new Uri($"http://127.0.0.1:{Server.Port}/{token.Text}/"), path);

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(At(path));
        return await OkAsync(answer);
    }

    /// <summary>Sends JSON and expects 200.</summary>
    public async Task<JsonElement> SendAsync(string method, string path, string json = "{}")
    {
        using var answer = await TryAsync(method, path, json);
        return await OkAsync(answer);
    }

    /// <summary>Sends JSON, expects a refusal, and gives its sentence.</summary>
    public async Task<string> RefusedAsync(HttpStatusCode status, string method, string path, string json = "{}")
    {
        using var answer = await TryAsync(method, path, json);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{method} {path} {json}: {answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        var sentence = document.RootElement.GetProperty("error").GetString()!;
        Assert.EndsWith(".", sentence);
        return sentence;
    }

    public Task<HttpResponseMessage> TryAsync(string method, string path, string json = "{}") =>
        Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), At(path)) { Content = method == "GET" ? null : Json(json) });

    public static ByteArrayContent Json(string json) => Json(Encoding.UTF8.GetBytes(json));

    public static ByteArrayContent Json(byte[] json) => new(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>Waits for a state, asked again with every picture.</summary>
    public async Task<JsonElement> UntilAsync(string what, Func<JsonElement, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (true)
        {
            var next = Control.Changed.Next;
            var state = await GetAsync("state");
            if (condition(state))
            {
                return state;
            }

            Assert.False(patience.IsCancellationRequested, $"Waited in vain until {what}: {state}");
            await Task.WhenAny(next, Task.Delay(20, patience.Token));
        }
    }

    public async Task<MjpegReader> OpenPreviewAsync(string query)
    {
        var answer = await Http.GetAsync(At("preview.mjpg" + query), HttpCompletionOption.ResponseHeadersRead);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {query}");
        return new MjpegReader(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Waits for so many pictures in the sink: the output goes on.</summary>
    public void UntilPictures(int more = 5)
    {
        var already = Live.Memory.Written;
        Live.Until($"{more} more pictures come", () => Live.Memory.Written >= already + more);
    }

    /// <summary>Ends the run as the program does: first the page's streams, then the session.</summary>
    public void End()
    {
        _closing.Cancel();
        Live.End();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Live.Dispose();
        Control.Dispose();
        Sound.Dispose();
        Http.Dispose();
        await Server.DisposeAsync();
        _metered.Dispose();
        _closing.Dispose();
        _folder.Dispose();
        Assert.Empty(_faults);
    }

    private static async Task<JsonElement> OkAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
