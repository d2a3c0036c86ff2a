using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>What the streamer chooses under Setup.</summary>
[Collection(BrowserTests.Name)]
public sealed class SetupPageTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
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
