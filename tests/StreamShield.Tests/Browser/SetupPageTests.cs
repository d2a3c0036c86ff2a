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
        await UntilAsync("the fast model is in use", async () => await ModelAsync() == "streamshield-fast");
        await Expect(said).ToHaveCountAsync(0);

        await model.SelectOptionAsync(new SelectOptionValue { Label = "Automatic" });
        await Expect(said).ToBeVisibleAsync();

        // Fast may still be in use for a moment.
        await UntilAsync("the page says what is in use", async () =>
            (await said.TextContentAsync())!.EndsWith(await ModelAsync() == "streamshield" ? "In use: Fine." : "In use: Fast.", StringComparison.Ordinal));
        Assert.Empty(page.Complaints);
    }

    private async Task<string?> ModelAsync() => (string?)(await scene.StateAsync())["model"];

    private static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 200, $"Not in twenty seconds: {what}.");
            await Task.Delay(100);
        }
    }
}
