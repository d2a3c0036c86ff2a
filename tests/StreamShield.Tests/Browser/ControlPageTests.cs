using System.Text.Json.Nodes;
using Microsoft.Playwright;
using OpenCvSharp;
using StreamShield.Core.Obscuring;
using static Microsoft.Playwright.Assertions;
using static StreamShield.Tests.Browser.ShieldedScene;

namespace StreamShield.Tests.Browser;

/// <summary>What a streamer does on the page, and what the world sees of it.</summary>
[Collection(BrowserTests.Name)]
public sealed class ControlPageTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    [Fact]
    public async Task A_zone_drawn_by_mouse_hides_in_the_output_what_is_inside_and_nothing_else()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await scene.UntilShownAsync("the streamer", picture => ShowsStreamer(picture) && BrightnessAt(picture, 0.2, 0.3) > 180);

        await page.OpenTabAsync("Zones");
        await page.Button("Rectangle").ClickAsync();
        await page.DragAsync((0.1, 0.1), (0.3, 0.5));

        await scene.UntilShownAsync("the zone hides the streamer", picture => ShowsStreamer(picture) && BrightnessAt(picture, 0.2, 0.3) < 130 && BrightnessAt(picture, 0.4, 0.3) > 180);
        var zone = (await scene.StateAsync())["settings"]!["zones"]![0]!;
        Assert.Equal(0.1, (double)zone["left"]!, 0.01);
        Assert.Equal(0.4, (double)zone["height"]!, 0.01);

        await page.DragAsync((0.2, 0.3), (0.4, 0.3));
        await scene.UntilShownAsync("the zone moves along", picture => ShowsStreamer(picture) && BrightnessAt(picture, 0.4, 0.3) < 130 && BrightnessAt(picture, 0.2, 0.3) > 180);
        Assert.Empty(page.Complaints);
    }

    /// <summary>The shield moves the zones along with the camera: the page shows them where they are, and stores a click where it belongs.</summary>
    [Fact]
    public async Task A_zone_drawn_after_the_camera_has_shifted_lies_where_it_was_drawn()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        await window.RouteAsync("**/store.js", static async route =>
        {
            var answer = await route.FetchAsync();
            var script = await answer.TextAsync();
            const string Taken = "this.state = state;";
            Assert.Contains(Taken, script, StringComparison.Ordinal);
            await route.FulfillAsync(new() { Response = answer, Body = script.Replace(Taken, "state.roomSense.shift = { scale: 1.25, skew: 0, x: 0.25, y: 0 }; " + Taken, StringComparison.Ordinal) });
        });
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Zones");
        await page.Button("Rectangle").ClickAsync();
        await page.DragAsync((0.3, 0.2), (0.6, 0.5));

        // A quarter of the height is 0.1406 of the width.
        await UntilZonesAsync(zones => zones is [{ } made] && Near(made["left"], 0.2275) && Near(made["top"], 0.26) && Near(made["width"], 0.24));
        var (picture, outline) = ((await page.Picture.BoundingBoxAsync())!, (await page.Page.Locator(".zone-outline").BoundingBoxAsync())!);
        Assert.Equal(0.45, (outline.X + (outline.Width / 2) - picture.X) / picture.Width, 0.01);
        Assert.InRange(outline.Width / picture.Width, 0.29, 0.33);

        await page.DragAsync((0.45, 0.35), (0.55, 0.35));
        await UntilZonesAsync(zones => zones is [{ } made] && Near(made["left"], 0.3075) && Near(made["top"], 0.26));
        Assert.Empty(page.Complaints);

        static bool Near(JsonNode? number, double wanted) => Math.Abs((double)number! - wanted) < 0.01;
    }

    [Fact]
    public async Task A_zone_is_made_moved_reshaped_deleted_and_brought_back_with_keys_alone()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Zones");
        await page.Button("Ellipse").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        var zone = page.Page.GetByRole(AriaRole.Button, new() { Name = "zone 1, always hidden, ellipse" });
        await Expect(zone).ToBeFocusedAsync();

        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("Shift+ArrowDown");
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(page.Button("upper edge of zone 1")).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("ArrowUp");
        await UntilZonesAsync(zones => zones is [{ } made] && Is(made["centreX"], 0.51) && Is(made["radiusY"], 0.16) && Is(made["centreY"], 0.5));

        await page.Page.Keyboard.PressAsync("Delete");
        await UntilZonesAsync(zones => zones.Count == 0);
        await page.Page.Keyboard.PressAsync("Control+z");
        await UntilZonesAsync(zones => zones.Count == 1);
        await page.Page.Keyboard.PressAsync("Control+y");
        await UntilZonesAsync(zones => zones.Count == 0);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_polygon_is_tapped_together_with_a_finger()
    {
        await using var window = await chromium.WindowAsync(350, 700, touch: true);
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Zones");
        await page.Button("Polygon").TapAsync();
        foreach (var (x, y) in new[] { (0.1, 0.2), (0.3, 0.2), (0.2, 0.6), (0.1, 0.2) })
        {
            await page.TapAsync(x, y);
        }

        await UntilZonesAsync(zones => zones is [{ } made] && made["points"]!.AsArray().Count == 3);
        await scene.UntilShownAsync("the polygon hides", picture => ShowsStreamer(picture) && BrightnessAt(picture, 0.2, 0.3) < 130);
    }

    /// <summary>Two quick taps are a double click to the browser, wherever they are; and no finger hits the first corner exactly.</summary>
    [Fact]
    public async Task Quick_taps_neither_drop_an_outline_nor_add_a_corner_to_it()
    {
        await using var window = await chromium.WindowAsync(350, 700, touch: true);
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Zones");
        await page.Button("Polygon").TapAsync();
        foreach (var (x, y) in new[] { (0.2, 0.2), (0.6, 0.2), (0.6, 0.6), (0.2, 0.6), (0.24, 0.21) })
        {
            await page.TapAsync(x, y);
            await page.Picture.Locator("svg.overlay").DispatchEventAsync("dblclick");
        }

        await UntilZonesAsync(zones => zones is [{ } made] && made["points"]!.AsArray().Count == 4);
    }

    [Fact]
    public async Task Sliders_and_effects_change_what_goes_out()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        var solid = 0.0;
        await scene.UntilShownAsync("the streamer", picture =>
        {
            solid = BrightnessAt(picture, 0.96, 0.5);
            return ShowsStreamer(picture);
        });
        await Expect(page.Slider("Strength")).ToBeHiddenAsync();
        await page.Option("Pixelate").CheckAsync();
        Assert.Equal(Effects.All.Keys, await OfferedAsync(".choice-cards input"));
        Assert.Equal(Effects.All.Keys.Where(static name => name != Effects.Image).Prepend(""), await OfferedAsync(".zone-fields select option"));
        await page.Slider("Strength").FillAsync("0");

        // The stripes of the room are 20 pixels wide: with the smallest squares they are seen, with the largest they are not.
        await scene.UntilShownAsync("the room in small squares", picture => ShowsStreamer(picture) && BrightnessAt(picture, 0.9375 + 0.03, 0.5) - BrightnessAt(picture, 0.875 + 0.03, 0.5) > 40);
        await page.Slider("Strength").FillAsync("100");
        await scene.UntilShownAsync("the room in large squares", picture => ShowsStreamer(picture) && Math.Abs(BrightnessAt(picture, 0.9375 + 0.03, 0.5) - BrightnessAt(picture, 0.875 + 0.03, 0.5)) < 15);
        await Expect(page.Page.Locator(".meaning")).ToContainTextAsync("2% of tries");
        await page.Option("One colour").CheckAsync();
        await scene.UntilShownAsync("one colour again", picture => ShowsStreamer(picture) && Math.Abs(BrightnessAt(picture, 0.96, 0.5) - solid) < 3);
        Assert.Empty(page.Complaints);

        Task<string[]> OfferedAsync(string selector) => page.Page.Locator(selector).EvaluateAllAsync<string[]>("all => all.map((one) => one.value)");
    }

    [Fact]
    public async Task Panic_hides_with_the_next_picture_and_needs_one_key()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await scene.UntilShownAsync("the streamer", ShowsStreamer);
        using var viewer = await scene.WatchAsync();
        var watching = new TaskCompletionSource();
        var hidden = new TaskCompletionSource();
        var late = CountLateAsync();
        await watching.Task;

        await page.Page.RunAndWaitForResponseAsync(() => page.Page.Keyboard.PressAsync("p"), answer => answer.Url.EndsWith("/panic", StringComparison.Ordinal));
        hidden.SetResult();

        // One picture may have been on its way when the answer came.
        Assert.InRange(await late, 0, 1);
        await Expect(page.Banner).ToContainTextAsync("HIDDEN");
        await Expect(page.Button("Show me again")).ToBeVisibleAsync();
        await page.Button("Show me again").ClickAsync();
        await page.IsLiveAsync();
        await scene.UntilShownAsync("the streamer again", ShowsStreamer);

        async Task<int> CountLateAsync()
        {
            var shown = 0;
            for (var after = 0; after < 20;)
            {
                var isAfter = hidden.Task.IsCompleted;
                using var picture = OpenCvSharp.Cv2.ImDecode((await viewer.NextAsync())!, OpenCvSharp.ImreadModes.Color);
                watching.TrySetResult();
                if (isAfter)
                {
                    after++;
                    shown += ShowsStreamer(picture) ? 1 : 0;
                }
            }

            return shown;
        }
    }

    /// <summary>She sees herself while the rest still loads, and it is the same stream when it has.</summary>
    [Fact]
    public async Task The_picture_waits_for_no_script_and_stays()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await window.NewPageAsync();
        var streams = 0;
        page.Request += (_, request) => streams += request.Url.Contains("preview.mjpg", StringComparison.Ordinal) ? 1 : 0;
        var pass = new TaskCompletionSource();
        await page.RouteAsync("**/main.js", async route =>
        {
            await pass.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync(scene.Page.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync("() => document.querySelector('.stage > .picture')?.naturalWidth > 0");
        await Expect(page.Locator(".banner")).ToBeEmptyAsync();
        pass.SetResult();
        await Expect(page.Locator(".banner")).ToContainTextAsync("GOING OUT");
        await page.WaitForFunctionAsync("() => document.querySelector('.stage > .picture')?.naturalWidth > 0");
        Assert.Equal(1, streams);
    }

    [Fact]
    public async Task Two_pages_agree_and_a_reload_keeps_everything()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var one = await ControlPage.OpenAsync(window, scene.Page);
        var other = await ControlPage.OpenAsync(window, scene.Page);
        await one.Option("Blur").CheckAsync();
        await one.Slider("Strength").FillAsync("42");
        await Expect(other.Option("Blur")).ToBeCheckedAsync();
        await Expect(other.Slider("Strength")).ToHaveValueAsync("42");
        await other.Slider("When in doubt").FillAsync("20");
        await Expect(one.Slider("When in doubt")).ToHaveValueAsync("20");

        await one.Page.ReloadAsync();
        await one.IsLiveAsync();
        await Expect(one.Option("Blur")).ToBeCheckedAsync();
        await Expect(one.Slider("Strength")).ToHaveValueAsync("42");
        await Expect(one.Slider("When in doubt")).ToHaveValueAsync("20");
        Assert.Empty(other.Complaints);
    }

    [Fact]
    public async Task A_decoy_is_chosen_by_its_picture_an_own_picture_is_dropped_in_and_all_of_it_undone()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Option("Decoy room").CheckAsync();
        await page.Option("Room 7").CheckAsync();
        await UntilSettingsAsync(settings => (int)settings["seed"]! == 7);

        await page.Option("Own picture").CheckAsync();
        await Expect(page.Page.GetByText("until then nothing changes")).ToBeVisibleAsync();
        using var picture = new Mat(90, 160, MatType.CV_8UC3, new Scalar(0, 0, 255));
        await page.Page.Locator(".own-pictures input[type=file]").SetInputFilesAsync(new FilePayload { Name = "beach.png", MimeType = "image/png", Buffer = picture.ToBytes() });
        await UntilSettingsAsync(settings => (string)settings["effect"]! == "image" && ((string?)settings["image"])?.EndsWith(".jpg", StringComparison.Ordinal) == true);
        await page.Page.GetByText("Out of focus").ClickAsync();
        await UntilSettingsAsync(settings => (string)settings["effect"]! == "decoy" && settings["image"] is not null);

        await page.Slider("When in doubt").FillAsync("30");
        await UntilSettingsAsync(settings => (double)settings["sensitivity"]! == 30);
        for (var step = 0; step < 4; step++)
        {
            await page.Button("Undo").ClickAsync();
        }

        await UntilSettingsAsync(settings => (string)settings["effect"]! == "decoy" && settings["image"] is null && (int)settings["seed"]! != 7 && (double)settings["sensitivity"]! != 30);
        await page.Button("Redo").ClickAsync();
        await UntilSettingsAsync(settings => (int)settings["seed"]! == 7);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_raw_camera_shows_only_while_the_button_is_held_and_never_in_the_dock()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Page.GetByText("Raw camera", new() { Exact = true }).ClickAsync();
        await page.Button("Hold to see the raw camera").HoverAsync();
        await Expect(page.Page.Locator(".raw")).ToHaveCountAsync(0);
        await page.Page.Mouse.DownAsync();
        await page.HasPictureAsync(".raw img");
        await page.Page.Mouse.UpAsync();
        await Expect(page.Page.Locator(".raw")).ToHaveCountAsync(0);

        await page.OpenTabAsync("Zones");
        await Expect(page.Option("What goes out")).ToBeCheckedAsync();
        await Expect(page.Page.Locator(".raw")).ToHaveCountAsync(0);
        await page.Option("A raw still").CheckAsync();
        await page.HasPictureAsync(".raw img");
        await page.Option("What goes out").CheckAsync();
        await Expect(page.Page.Locator(".raw")).ToHaveCountAsync(0);
        await page.Option("A raw still").CheckAsync();
        await page.HasPictureAsync(".raw img");
        await page.OpenTabAsync("Look");
        await Expect(page.Page.Locator(".raw")).ToHaveCountAsync(0);

        // A new page shows nothing raw before it is asked to.
        await page.Page.ReloadAsync();
        await page.OpenTabAsync("Zones");
        await Expect(page.Option("What goes out")).ToBeCheckedAsync();
        await Expect(page.Page.Locator(".raw")).ToHaveCountAsync(0);

        var dock = await ControlPage.OpenAsync(window, new Uri(scene.Page, "?dock=1"));
        await Expect(dock.Page.GetByText("Raw camera", new() { Exact = true })).ToHaveCountAsync(0);
        await dock.OpenTabAsync("Zones");
        await Expect(dock.Page.GetByText("A raw still")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Everything_comes_from_the_program_itself_and_nothing_is_complained_about()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        foreach (var view in new[] { "Mask", "Zones", "What a stalker sees", "Output" })
        {
            await page.Option(view).CheckAsync();
            await page.HasPictureAsync(".stage > .picture");
        }

        foreach (var tab in new[] { "Zones", "Sound", "Rooms", "Check", "Setup", "Look" })
        {
            await page.OpenTabAsync(tab);
        }

        Assert.NotEmpty(page.Requests);
        // A blob's address is its page's origin behind "blob:".
        Assert.All(page.Requests, address => Assert.Equal(scene.Page.Authority, new Uri(address.StartsWith("blob:", StringComparison.Ordinal) ? address[5..] : address).Authority));
        Assert.Empty(page.Complaints);
    }

    private Task UntilZonesAsync(Func<JsonArray, bool> wanted) => UntilSettingsAsync(settings => wanted(settings["zones"]!.AsArray()));

    private async Task UntilSettingsAsync(Func<JsonNode, bool> wanted)
    {
        JsonNode settings = new JsonObject();
        using var pictures = await scene.WatchAsync();
        for (var looks = 0; looks < 300; looks++)
        {
            settings = (await scene.StateAsync())["settings"]!;
            if (wanted(settings))
            {
                return;
            }

            await pictures.NextAsync();
        }

        Assert.Fail(settings.ToJsonString());
    }

    private static bool Is(System.Text.Json.Nodes.JsonNode? number, double wanted) => number is not null && Math.Abs((double)number - wanted) < 0.002;
}
