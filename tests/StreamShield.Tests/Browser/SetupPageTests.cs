using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>What the streamer chooses under Setup.</summary>
[Collection(BrowserTests.Name)]
public sealed class SetupPageTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    [Fact]
    public async Task A_camera_that_refuses_a_lock_is_shown_as_it_is()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        await window.RouteAsync("**/camera-locks", static route => route.FulfillAsync(route.Request.Method == "GET"
            ? new() { ContentType = "application/json", Body = "{\"exposure\":false,\"whiteBalance\":null}" }
            : new() { Status = 400, ContentType = "application/json", Body = "{\"error\":\"The camera refuses.\"}" }));
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Setup");
        var exposure = page.Page.GetByRole(AriaRole.Switch, new() { Name = "Lock the exposure" });
        await exposure.ClickAsync();
        await Expect(page.Page.Locator(".toast", new() { HasText = "The camera refuses." })).ToBeVisibleAsync();
        await Expect(exposure).Not.ToBeCheckedAsync();
    }

    [Fact]
    public async Task Which_model_Automatic_chose_is_said()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Setup");
        var model = page.Page.GetByLabel("Model", new() { Exact = true });
        var said = page.Page.GetByText("In use: ");

        await model.SelectOptionAsync(new SelectOptionValue { Label = "Fast" });
        await Expect(model).ToHaveValueAsync("fast");
        await scene.UntilStateAsync("the fast model is in use", state => Task.FromResult((string?)state["model"] == "streamshield-fast"));
        await Expect(said).ToHaveCountAsync(0);

        await model.SelectOptionAsync(new SelectOptionValue { Label = "Automatic" });
        await Expect(said).ToBeVisibleAsync();

        // Fast may still be in use for a moment.
        await scene.UntilStateAsync("the page says what is in use", async state =>
            (await said.TextContentAsync())!.EndsWith((string?)state["model"] == "streamshield" ? "In use: Fine." : "In use: Fast.", StringComparison.Ordinal));
        Assert.Empty(page.Complaints);
    }
}
