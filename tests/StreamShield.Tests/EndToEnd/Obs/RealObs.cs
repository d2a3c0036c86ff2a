using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenCvSharp;
using StreamShield.App.Obs;

namespace StreamShield.Tests.EndToEnd.Obs;

/// <summary>One real OBS for all tests of a class.</summary>
public sealed class RealObs : IAsyncLifetime
{
    public const int Width = ObsProcess.Width;
    public const int Height = ObsProcess.Height;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ObsProcess? _obs;

    /// <summary>Why there is no OBS here; null when there is one.</summary>
    public static string? Missing => ObsProcess.Missing;

    /// <summary>How the guard gets in.</summary>
    internal ObsAccess Access => new(_obs!.Address.ToString(), ObsProcess.Password, []);

    public async ValueTask InitializeAsync() => _obs = Missing is null ? await ObsProcess.StartAsync() : null;

    public async ValueTask DisposeAsync() => await (_obs?.DisposeAsync() ?? ValueTask.CompletedTask);

    /// <summary>A session of its own. An OBS that ended in an earlier test is started again, so that one test does not fail the next; <see cref="ObsCampaignTests"/> counts deaths.</summary>
    internal async Task<ObsConnection> ConnectAsync()
    {
        if (!_obs!.IsRunning)
        {
            await _obs.StartAgainAsync();
        }

        return await _obs.ConnectAsync();
    }

    /// <summary>What a scene or source shows now, as BGR of the canvas' size; the caller owns it.</summary>
    internal static async Task<Mat> ScreenshotAsync(ObsConnection obs, string source)
    {
        var answer = await obs.AskAsync(
            "GetSourceScreenshot",
            new JsonObject { ["sourceName"] = source, ["imageFormat"] = "png", ["imageWidth"] = Width, ["imageHeight"] = Height },
            CancellationToken.None);
        var data = answer.GetProperty("imageData").GetString()!;
        return Cv2.ImDecode(Convert.FromBase64String(data[(data.IndexOf(',', StringComparison.Ordinal) + 1)..]), ImreadModes.Color);
    }

    /// <summary>A scene with these inputs in it, none of which existed.</summary>
    internal static async Task MakeSceneAsync(ObsConnection obs, string scene, params (string Name, string Kind, JsonObject Settings)[] inputs)
    {
        await obs.AskAsync("CreateScene", new JsonObject { ["sceneName"] = scene }, CancellationToken.None);
        foreach (var (name, kind, settings) in inputs)
        {
            await obs.AskAsync(
                "CreateInput", new JsonObject { ["sceneName"] = scene, ["inputName"] = name, ["inputKind"] = kind, ["inputSettings"] = settings }, CancellationToken.None);
        }
    }

    internal static Task ShowAsync(ObsConnection obs, string scene) =>
        obs.AskAsync("SetCurrentProgramScene", new JsonObject { ["sceneName"] = scene }, CancellationToken.None);

    /// <summary>Waits for an event that fits.</summary>
    internal static async Task EventAsync(ObsConnection obs, Func<ObsProtocol.Event, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!fits(await obs.Events.ReadAsync(patience.Token)))
        {
        }
    }

    /// <summary>Asks until a scene goes out. Not by event: OBS tells of a scene at the end of its transition, and not at all when another comes in between.</summary>
    internal static async Task ShownAsync(ObsConnection obs, string scene)
    {
        Assert.True(await IsShownAsync(obs, scene, Patience), $"OBS never shows '{scene}'.");
    }

    /// <summary>Chooses a scene until another, or itself, goes out: OBS forgets a choice in the middle of a transition, and a streamer would click again.</summary>
    internal static async Task ChooseAsync(ObsConnection obs, string scene, string shown)
    {
        var began = Stopwatch.StartNew();
        do
        {
            Assert.True(began.Elapsed < Patience, $"'{scene}' was chosen, and OBS never shows '{shown}'.");
            await ShowAsync(obs, scene);
        }
        while (!await IsShownAsync(obs, shown, TimeSpan.FromSeconds(3)));
    }

    private static async Task<bool> IsShownAsync(ObsConnection obs, string scene, TimeSpan within)
    {
        var began = Stopwatch.StartNew();
        while ((await obs.AskAsync("GetSceneList", null, ObsJson.Default.SceneList, CancellationToken.None)).CurrentProgramSceneName != scene)
        {
            if (began.Elapsed > within)
            {
                return false;
            }

            await Task.Delay(5);
        }

        return true;
    }
}
