using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>The page of a program that knows no room yet, and of one that goes away.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirstRunTests(Chromium chromium)
{
    [Fact]
    public async Task The_guide_leads_from_the_camera_to_a_verdict_and_keeps_the_room()
    {
        await using var window = await chromium.WindowAsync();
        using var scene = new ShieldedScene();
        await scene.StartAsync();
        var page = await ControlPage.OpenAsync(window, await scene.NewDoorAsync(), guide: true);
        await HeadingAsync("1. Camera");

        // The code and the token are in no address that the browser remembers, nor in the window's title.
        var remembered = await page.Page.EvaluateAsync<string[]>("() => [location.href, ...navigation.entries().map((entry) => entry.url)]");
        Assert.All(remembered, address => Assert.Equal(new Uri(scene.Picture, "/").ToString(), address));
        Assert.DoesNotMatch("[A-Za-z0-9_-]{20,}", await page.Page.TitleAsync());

        await page.Page.GetByLabel("Call this room").FillAsync("Attic");
        await page.Button("Next").ClickAsync();
        await HeadingAsync("2. Empty room");
        await Expect(page.Button("Capture the empty room")).ToBeVisibleAsync();
        await page.Button("Next").ClickAsync();
        await HeadingAsync("3. Zones");
        await page.Button("Rectangle").ClickAsync();
        await page.DragAsync((0.1, 0.1), (0.2, 0.3));
        await page.Button("Next").ClickAsync();
        await HeadingAsync("4. OBS");
        await page.Page.GetByText("By hand", new() { Exact = true }).ClickAsync();
        await Expect(page.Page.GetByText("Media Source").First).ToBeVisibleAsync();
        await page.Button("Next").ClickAsync();
        await HeadingAsync("5. Check");
        await page.Button("Check my output").ClickAsync();
        var verdict = page.Page.Locator(".verdict");
        await Expect(verdict).ToBeVisibleAsync(new() { Timeout = 120_000 });

        // Safe to go live, or what to mend.
        var isSafe = await verdict.GetAttributeAsync("data-verdict") == "safe";
        Assert.True(isSafe || await page.Page.Locator(".findings li").CountAsync() > 0, await verdict.InnerTextAsync());
        await page.Button("Save and finish").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Tab, new() { Name = "Look" })).ToBeVisibleAsync();

        var room = (await scene.StateAsync())["room"]!;
        Assert.Equal("Attic", (string)room["name"]!);
        Assert.False((bool)room["unsaved"]!);
        await page.Page.ReloadAsync();
        await page.IsLiveAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "1. Camera" })).Not.ToBeVisibleAsync();
        await page.OpenTabAsync("Rooms");
        await Expect(page.Page.Locator(".room-list")).ToContainTextAsync("Attic");

        async Task HeadingAsync(string name) => await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = name })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Rooms_are_made_switched_renamed_deleted_and_brought_back()
    {
        await using var window = await chromium.WindowAsync();
        using var scene = new ShieldedScene();
        await scene.StartAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        var list = page.Page.Locator(".room-list");
        await page.OpenTabAsync("Rooms");
        await KeepAsync("Desk");
        await page.OpenTabAsync("Look");
        await page.Option("Blur").CheckAsync();
        await page.OpenTabAsync("Rooms");
        await KeepAsync("Sofa");

        await list.GetByRole(AriaRole.Button, new() { Name = "Desk", Exact = true }).ClickAsync();
        await Expect(page.Page.Locator(".room-bar")).ToContainTextAsync("Desk");
        await page.OpenTabAsync("Look");
        await Expect(page.Option("One colour")).ToBeCheckedAsync();
        await page.OpenTabAsync("Rooms");

        await page.Button("Rename “Sofa”").ClickAsync();
        await page.Page.GetByLabel("New name").FillAsync("Couch");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(list).ToContainTextAsync("Couch");
        await page.Button("Delete “Couch”").ClickAsync();
        await Expect(list).Not.ToContainTextAsync("Couch");
        await page.Page.Locator(".toast", new() { HasText = "is deleted" }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(list).ToContainTextAsync("Couch");
        Assert.Empty(page.Complaints);

        async Task KeepAsync(string name)
        {
            await page.Page.GetByLabel("Save these settings as a new room").FillAsync(name);
            await page.Button("Save as new").ClickAsync();
            await Expect(list).ToContainTextAsync(name);
        }
    }

    [Fact]
    public async Task When_the_program_ends_the_page_says_so_and_comes_back_with_it()
    {
        await using var window = await chromium.WindowAsync();
        using var scene = new ShieldedScene();
        await scene.StartAsync();
        var page = await ControlPage.OpenAsync(window, scene.Kept);
        await scene.StopAsync();
        await Expect(page.Banner).ToContainTextAsync("StreamShield is not running");
        await Expect(page.Page.Locator(".stage > .picture")).ToBeHiddenAsync();
        await Expect(page.Page.Locator(".panic")).ToBeEnabledAsync();

        await scene.StartAsync();
        await page.IsLiveAsync();
        await page.HasPictureAsync(".stage > .picture");
        await page.Option("Blur").CheckAsync();
        await scene.UntilShownAsync("the streamer", ShieldedScene.ShowsStreamer);
        Assert.Equal("blur", (string)(await scene.StateAsync())["settings"]!["effect"]!);

        // Another size begins anew. The panic button works all the time (law 8), and what it hid stays hidden.
        await page.OpenTabAsync("Setup");
        await page.Page.GetByLabel("Size of the picture").SelectOptionAsync("640x360");
        while ((string)(await scene.PanicAsync(on: false))["state"]! != "starting")
        {
        }

        Assert.True((bool)(await scene.PanicAsync(on: true))["panic"]!);
        await Expect(page.Banner).ToContainTextAsync("because you asked");
        await Expect(page.Page.Locator(".panic")).ToBeEnabledAsync();
        while ((string)(await scene.StateAsync())["size"]! != "640x360")
        {
            await Task.Delay(20);
        }

        Assert.True((bool)(await scene.StateAsync())["panic"]!);
        await Expect(page.Button("Show me again")).ToBeEnabledAsync();
        await page.Page.Locator(".panic").ClickAsync();
        await page.IsLiveAsync();
        await scene.UntilShownAsync("the streamer, larger", static picture => picture.Width == 640 && ShieldedScene.ShowsStreamer(picture));
        var state = await scene.StateAsync();
        Assert.Equal(("blur", 30), ((string)state["settings"]!["effect"]!, (int)state["framesPerSecond"]!));
    }
}
