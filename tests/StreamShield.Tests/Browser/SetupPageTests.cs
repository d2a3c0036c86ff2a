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
        await UntilModelAsync("streamshield-fast");
        await Expect(said).ToHaveCountAsync(0);

        await model.SelectOptionAsync(new SelectOptionValue { Label = "Automatic" });
        await Expect(said).ToBeVisibleAsync();
        var chosen = (string?)(await scene.StateAsync())["model"] == "streamshield" ? "Fine" : "Fast";
        await Expect(said).ToContainTextAsync($"In use: {chosen}.");
        Assert.Empty(page.Complaints);
    }

    private async Task UntilModelAsync(string name)
    {
        for (var tries = 0; (string?)(await scene.StateAsync())["model"] != name; tries++)
        {
            Assert.True(tries < 200, $"{name} is not in use.");
            await Task.Delay(100);
        }
    }
}
