using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using StreamShield.App.Obs;
using StreamShield.Devices.Tools;
using StreamShield.Tests.Devices;
using StreamShield.Tests.EndToEnd;
using StreamShield.Tests.EndToEnd.Obs;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Lab.Page;

/// <summary>
/// <c>newcomer [FOLDER]</c>: from the first start to a green banner, as somebody does who has never seen StreamShield: the real OBS under Xvfb with a raw camera and a raw microphone in its scene, the demo clip as
/// her camera, the page in Chromium. Prints each click and its second, and at the end what OBS shows. FOLDER takes a picture of the page after each click, and one of OBS's scene.
/// </summary>
internal static class NewcomerCommand
{
    private const int MaxClicks = 10;
    private const string Scene = "Stream";

    /// <summary>Few, and a small picture: without a graphics card OBS and the browser take a core each for their own.</summary>
    private const int FramesPerSecond = 10;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(120);

    /// <summary>What a quick reader needs before a click.</summary>
    private static readonly TimeSpan Reading = TimeSpan.FromSeconds(1.5);

    /// <summary>Runs and prints.</summary>
    /// <returns>Exit code: 1 when it took too many clicks or too long, or OBS still takes the camera itself, or the banner is not green.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var browser = ExternalTool.Find("chromium");
        if ((ObsProcess.Missing ?? (browser is null ? "chromium is not installed" : null)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"{missing}.");
            return 2;
        }

        var pictures = args.Length > 0 ? Directory.CreateDirectory(args[0]).FullName : null;
        await using var obs = await ObsProcess.StartAsync(FramesPerSecond);
        await using var session = await obs.ConnectAsync();
        await MakeSceneAsync(session);
        using var folder = new TempFolder();
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = browser, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var page = await chromium.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        page.SetDefaultTimeout((float)MaxTime.TotalMilliseconds);
        SetDefaultExpectTimeout((float)MaxTime.TotalMilliseconds);
        page.PageError += static (_, error) => Console.WriteLine($"The page complains: {error}");

        var walk = new Walk(page, pictures);
        using var program = Start(obs, folder);
        await program.AddressAsync();
        await page.GotoAsync(await DoorAsync(obs, folder));
        await Expect(page.Locator(".banner")).ToContainTextAsync("GOING OUT");
        await walk.SeeAsync("the page shows a picture");
        await GoAsync(page, walk);
        await walk.SeeAsync($"the banner says: {await page.Locator(".banner-line").InnerTextAsync()}");

        var isChecked = await page.Locator(".banner").GetAttributeAsync("data-state") == "live";
        if (!isChecked)
        {
            Console.WriteLine("The banner is not green.");
        }

        var view = await ObsReader.ReadAsync(session, CancellationToken.None);
        var raw = RawFinder.Find(view, new RawCameras(new HashSet<string>(), DeviceLabel.Of));
        Console.WriteLine($"OBS: '{view.Program}' shows {string.Join(", ", view.Items[view.Program].Select(static item => $"'{item.Source}'"))}; raw cameras: {raw.Count}.");
        if (pictures is not null)
        {
            await SaveAsync(session, Path.Combine(pictures, "obs.png"));
        }

        Console.WriteLine($"{walk.Clicks} clicks (at most {MaxClicks}), {walk.Elapsed.TotalSeconds:0} s (at most {MaxTime.TotalSeconds:0}).");
        return walk.Clicks <= MaxClicks && walk.Elapsed <= MaxTime && raw.Count == 0 && isChecked ? 0 : 1;
    }

    /// <summary>What she clicks, by the words that she reads.</summary>
    private static async Task GoAsync(IPage page, Walk walk)
    {
        await walk.ClickAsync("Next");
        await walk.ClickAsync("Next");
        await walk.ClickAsync("Next");
        await walk.ClickAsync("Put it into OBS");
        await walk.ClickAsync("Replace with my shielded picture");
        await walk.ClickAsync("Mute");
        await walk.ClickAsync("Next");
        await walk.ClickAsync("Check my output");
        await Expect(page.Locator(".verdict")).ToBeVisibleAsync();
        await walk.SeeAsync($"the check says: {await page.Locator(".verdict").InnerTextAsync()}");
        await walk.ClickAsync("Save and finish");
    }

    /// <summary>As most streamers have it before they know better.</summary>
    private static async Task MakeSceneAsync(ObsConnection obs)
    {
        await obs.AskAsync("CreateScene", new JsonObject { ["sceneName"] = Scene }, CancellationToken.None);
        foreach (var (name, kind, settings) in new (string, string, JsonObject)[]
        {
            ("Game", "color_source_v3", new JsonObject { ["color"] = 0xFF604020, ["width"] = ObsProcess.Width, ["height"] = ObsProcess.Height }),
            ("Webcam", "v4l2_input", new JsonObject { ["device_id"] = "/dev/video0" }),
            ("Microphone", "pulse_input_capture", []),
        })
        {
            await obs.AskAsync("CreateInput", new JsonObject { ["sceneName"] = Scene, ["inputName"] = name, ["inputKind"] = kind, ["inputSettings"] = settings }, CancellationToken.None);
        }

        await obs.AskAsync("SetCurrentProgramScene", new JsonObject { ["sceneName"] = Scene }, CancellationToken.None);
    }

    private static Dictionary<string, string?> Environment(ObsProcess obs, TempFolder folder) => new()
    {
        ["XDG_CONFIG_HOME"] = Path.GetDirectoryName(obs.Settings),
        ["STREAMSHIELD_CONFIG"] = folder.File("config"),
        ["STREAMSHIELD_DATA"] = folder.File("data"),
    };

    private static ShieldProcess Start(ObsProcess obs, TempFolder folder) =>
        new(["run", "--source", Path.GetFullPath("samples/demo.mp4"), "--size", "640x360", "--no-page", "--port", "0"], folder.Path, Environment(obs, folder));

    /// <summary>The address that the program opens in her browser.</summary>
    private static async Task<string> DoorAsync(ObsProcess obs, TempFolder folder)
    {
        using var opener = new ShieldProcess(["page", "--print"], folder.Path, Environment(obs, folder));
        var line = await opener.LineWithAsync("http://");
        return line[line.IndexOf("http", StringComparison.Ordinal)..];
    }

    private static async Task SaveAsync(ObsConnection obs, string file)
    {
        var answer = await obs.AskAsync(
            "GetSourceScreenshot", new JsonObject { ["sourceName"] = Scene, ["imageFormat"] = "png", ["imageWidth"] = ObsProcess.Width, ["imageHeight"] = ObsProcess.Height }, CancellationToken.None);
        var data = answer.GetProperty("imageData").GetString()!;
        await File.WriteAllBytesAsync(file, Convert.FromBase64String(data[(data.IndexOf(',', StringComparison.Ordinal) + 1)..]));
    }

    /// <summary>Clicks, counted and timed from the first start.</summary>
    private sealed class Walk(IPage page, string? pictures)
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private int _seen;

        public int Clicks { get; private set; }

        public TimeSpan Elapsed { get; private set; }

        public async Task ClickAsync(string name)
        {
            await Task.Delay(Reading);
            await page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
            Clicks++;
            await SeeAsync($"click {Clicks}: {name}");
        }

        public async Task SeeAsync(string what)
        {
            Elapsed = Stopwatch.GetElapsedTime(_began);
            Console.WriteLine($"{Elapsed.TotalSeconds,5:0.0} s  {what.ReplaceLineEndings(" ")}");
            if (pictures is not null)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(pictures, $"{_seen++:00}.png") });
            }
        }
    }
}
