using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using OpenCvSharp;
using StreamShield.App.Http;
using StreamShield.Core.Storage;
using StreamShield.Tests.App;
using StreamShield.Tests.Devices;
using StreamShield.Tests.EndToEnd;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.Browser;

/// <summary>
/// The program itself, running live: in its clip the left half is bright, which its small model takes for the streamer, the right half is a dark pattern, which is the room.
/// Its rooms and secrets lie in folders of their own.
/// </summary>
public sealed class ShieldedScene : IDisposable
{
    private const int Width = 320;
    private const int Height = 180;
    private const int MaxPictures = 900;
    private const int MaxLooks = 600;

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly string _clip;
    private readonly string _model;
    private ShieldProcess? _process;

    public ShieldedScene()
    {
        _clip = WriteClip(_folder.File("scene.avi"));
        _model = TinyOnnx.Write(_folder.File("model"), "bright", TinyOnnx.BrightIsPerson(64, 36), 64, 36);
    }

    /// <summary>Address of the page; the secret is its only path segment.</summary>
    public Uri Page { get; private set; } = null!;

    /// <summary>Address of the shielded picture.</summary>
    public Uri Picture { get; private set; } = null!;

    /// <summary>Starts the program, or starts it again at the same address.</summary>
    public async Task<ShieldedScene> StartAsync()
    {
        Assert.SkipUnless(ShieldProcess.CanRun, "the built program is needed");
        if (_process is not null)
        {
            return this;
        }

        var port = Page?.Port ?? 0;
        _process = new ShieldProcess(
            ["run", "--source", _clip, "--model", _model, "--size", $"{Width}x{Height}", "--fps", "30", "--people", "everyone", "--effect", "solid", "--port", $"{port}", "--no-page", "--keep-token"],
            _folder.Path,
            new() { [UserFolders.ConfigurationVariable] = _folder.File("config"), [UserFolders.DataVariable] = _folder.File("data") });
        Picture = await _process.AddressAsync();
        Page = new Uri(Picture, $"/{await EnterAsync()}/");
        return this;
    }

    /// <summary>An address that opens the page once, as 'streamshield page' makes it.</summary>
    public async Task<Uri> NewDoorAsync()
    {
        var run = RunFile.All(_folder.File("data")).First(run => run.Port == Picture.Port);
        using var answer = await _http.PostAsync(new Uri(Picture, $"/code?token={run.Door}"), null);
        return new Uri(Picture, $"/#{JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]}");
    }

    /// <summary>The page with the token for docks, which <c>--keep-token</c> keeps from run to run.</summary>
    public Uri Kept => new(Picture, $"/{RunFile.All(_folder.File("data")).First(run => run.Port == Picture.Port).Control}/");

    /// <summary>What the door's own page does.</summary>
    private async Task<string> EnterAsync()
    {
        var code = (await NewDoorAsync()).Fragment[1..];
        using var body = new StringContent($$"""{"code":"{{code}}"}""", new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.PostAsync(new Uri(Picture, "/enter"), body);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!;
    }

    /// <summary>Ends the program as its user does.</summary>
    public async Task StopAsync()
    {
        _process!.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, await _process.ExitCodeAsync());
        _process.Dispose();
        _process = null;
    }

    /// <summary>Back to the settings that the program began with.</summary>
    public async Task ResetAsync()
    {
        await StartAsync();
        await SendAsync(HttpMethod.Post, "panic", """{ "on": false }""");
        await SendAsync(HttpMethod.Put, "settings", """{ "effect": "solid", "strength": 75, "seed": 5, "sensitivity": 50, "people": "everyone", "zones": [] }""");
    }

    /// <summary>One request to the page's API, as a command line does it.</summary>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, string body = "{}")
    {
        using var request = new HttpRequestMessage(method, new Uri(Page, path));
        if (method != HttpMethod.Get)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>Presses or releases the panic button at its own address, which must always answer.</summary>
    public async Task<JsonNode> PanicAsync(bool on)
    {
        using var answer = await _http.PostAsync(new Uri(Picture, $"/panic?token={Kept.Segments[1].TrimEnd('/')}&on={(on ? 1 : 0)}"), null);
        Assert.True(answer.IsSuccessStatusCode, answer.StatusCode.ToString());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>The state now.</summary>
    public async Task<JsonNode> StateAsync() => (await SendAsync(HttpMethod.Get, "state"))!;

    /// <summary>Looks at the state, once a picture, until it is as wanted.</summary>
    /// <param name="what">For the failure's words.</param>
    /// <param name="wanted">Takes the state.</param>
    public async Task UntilStateAsync(string what, Func<JsonNode, Task<bool>> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        using var viewer = await WatchAsync();
        var state = await StateAsync();
        for (var looks = 0; !await wanted(state); looks++)
        {
            Assert.True(looks < MaxLooks, $"Not so in {MaxLooks} looks: {what}. The state is {state}.");
            await viewer.NextAsync();
            state = await StateAsync();
        }
    }

    /// <summary>Opens the stream that the world sees.</summary>
    internal async Task<MjpegReader> WatchAsync() => new(await _http.GetStreamAsync(Picture));

    /// <summary>Looks at the stream until a picture is as wanted.</summary>
    /// <param name="what">For the failure's words.</param>
    /// <param name="wanted">Takes a BGR picture of the output.</param>
    public async Task UntilShownAsync(string what, Func<Mat, bool> wanted)
    {
        using var viewer = await WatchAsync();
        for (var pictures = 0; pictures < MaxPictures; pictures++)
        {
            var jpeg = await viewer.NextAsync();
            Assert.NotNull(jpeg);
            using var picture = Cv2.ImDecode(jpeg, ImreadModes.Color);
            if (wanted(picture))
            {
                return;
            }
        }

        Assert.Fail($"Not seen in {MaxPictures} pictures of the output: {what}.");
    }

    /// <summary>Mean brightness around a place, 0..255.</summary>
    /// <param name="picture">A picture of the output.</param>
    /// <param name="x">From the left, in picture widths.</param>
    /// <param name="y">From the top, in picture heights.</param>
    public static double BrightnessAt(Mat picture, double x, double y)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var around = picture[new Rect((int)(x * picture.Width) - 4, (int)(y * picture.Height) - 4, 8, 8)];
        var mean = Cv2.Mean(around);
        return (mean.Val0 + mean.Val1 + mean.Val2) / 3;
    }

    /// <summary>True when the streamer's half is seen, so it is no slate.</summary>
    public static bool ShowsStreamer(Mat picture) => BrightnessAt(picture, 0.25, 0.9) > 180;

    public void Dispose()
    {
        _process?.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private static string WriteClip(string path)
    {
        using var writer = new VideoWriter(path, VideoWriter.FourCC("MJPG"), 30, new Size(Width, Height));
        Assert.True(writer.IsOpened());
        using var picture = new Mat(Height, Width, MatType.CV_8UC3, Scalar.All(225));
        for (var stripe = 0; stripe < 8; stripe++)
        {
            Cv2.Rectangle(picture, new Rect((Width / 2) + (stripe * 20), 0, 20, Height), Scalar.All(stripe % 2 == 0 ? 10 : 90), -1);
        }

        for (var number = 0; number < 30; number++)
        {
            writer.Write(picture);
        }

        return path;
    }
}
