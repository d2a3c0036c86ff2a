using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>The picture under the zones while they are drawn.</summary>
[Collection(BrowserTests.Name)]
public sealed class BackdropPageTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    [Fact]
    public async Task A_raw_still_that_comes_late_is_not_shown_once_something_else_was_chosen()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        var asked = new TaskCompletionSource();
        var pass = new TaskCompletionSource();
        await page.Page.RouteAsync("**/still.jpg*", async route =>
        {
            var still = await route.FetchAsync();
            asked.SetResult();
            await pass.Task;
            await route.FulfillAsync(new() { Response = still });
        });
        await page.OpenTabAsync("Zones");
        await page.Option("A raw still").CheckAsync();
        await asked.Task;
        await page.Option("What goes out").CheckAsync();
        await page.Page.RunAndWaitForResponseAsync(
            () => Task.Run(pass.SetResult),
            static answer => answer.Request.Method == "DELETE" && answer.Url.EndsWith("/raw-grant", StringComparison.Ordinal));

        // Long enough for a still to be taken from the answer.
        await page.Page.EvaluateAsync("() => new Promise((resolve) => setTimeout(resolve, 500))");
        await Expect(page.Page.Locator(".raw")).ToHaveCountAsync(0);
    }

    /// <summary>A raw still under "What a stalker sees" would be taken for what a stalker sees.</summary>
    [Fact]
    public async Task The_badge_of_the_stream_is_not_on_a_still()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Option("What a stalker sees").CheckAsync();
        var badge = page.Page.Locator(".stage-badge");
        await Expect(badge).ToHaveTextAsync("What a stalker sees");
        await page.OpenTabAsync("Zones");
        await page.Option("A raw still").CheckAsync();
        await page.HasPictureAsync(".raw img");
        await Expect(badge).ToBeHiddenAsync();
        await page.Option("What goes out").CheckAsync();
        await Expect(badge).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Why_there_is_no_other_still_is_said()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Zones");
        await page.Option("A raw still").CheckAsync();
        await page.HasPictureAsync(".raw img");
        await page.Page.Keyboard.PressAsync("p");
        await Expect(page.Banner).ToContainTextAsync("because you asked");
        await page.Page.RouteAsync("**/still.jpg*", static route => route.FulfillAsync(new() { Status = 409, ContentType = "application/json", Body = """{"error":"There is no picture now."}""" }));
        await page.Button("Take another still").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no picture now.");
    }
}
