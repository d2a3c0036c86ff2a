using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using StreamShield.App.Page;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>axe-core over every part of the page.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    [Theory]
    [InlineData(350, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task Axe_finds_nothing_in_the_guide_and_nothing_is_cut_off(int width, ColorScheme scheme)
    {
        await using var window = await chromium.WindowAsync(width, 800, scheme);
        await scene.ResetAsync();
        var page = await window.NewPageAsync();
        foreach (var topic in HelpRoutes.Topics)
        {
            await page.GotoAsync(new Uri(scene.Page, $"help/{topic}").ToString());
            if (scheme == ColorScheme.Dark || topic == HelpRoutes.Topics[0])
            {
                // All topics have the same colours, and their structure is looked at once.
                await CleanAsync(page, topic);
            }

            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [Theory]
    [InlineData(350, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task Axe_finds_nothing_in_any_part(int width, ColorScheme scheme)
    {
        await using var window = await chromium.WindowAsync(width, 800, scheme);
        await scene.ResetAsync();
        await scene.SendAsync(HttpMethod.Put, "settings", """{ "effect": "blur", "zones": [{ "name": "window", "kind": "hide", "shape": "rectangle", "left": 0.1, "top": 0.1, "width": 0.2, "height": 0.3 }] }""");
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await CleanAsync(page.Page, "Look");
        if (scheme == ColorScheme.Light)
        {
            // The other parts have the same colours, and their structure is looked at once.
            await IsSeenInHighContrastAsync(page.Page);
            return;
        }

        foreach (var tab in new[] { "Rooms", "Check", "Setup", "Sound", "Zones" })
        {
            await page.OpenTabAsync(tab);
            await CleanAsync(page.Page, tab);
        }

        await page.Page.Locator(".zone-list button").ClickAsync();
        await page.Option("Keep visible").CheckAsync();
        await CleanAsync(page.Page, "a chosen zone that keeps");
        await page.Page.GetByText("Raw camera", new() { Exact = true }).ClickAsync();
        await page.Button("Delete this zone").ClickAsync();
        await CleanAsync(page.Page, "a message, and the warning of the raw camera");
        await page.Page.Keyboard.PressAsync("Alt+p");
        await Expect(page.Banner).ToContainTextAsync("HIDDEN");
        await CleanAsync(page.Page, "hidden");
        await page.OpenTabAsync("Setup");
        await page.Page.Locator(".tab-panel").GetByRole(AriaRole.Button, new() { Name = "First steps" }).ClickAsync();
        await CleanAsync(page.Page, "the guide");
    }

    /// <summary>With the system's colours in place of the page's, what is chosen still differs from what is not.</summary>
    private static async Task IsSeenInHighContrastAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        foreach (var (chosen, other, property) in new[]
        {
            (".tab[aria-selected='true']", ".tab[aria-selected='false']", "borderBottomColor"),
            (".choice-cards .choice-option:has(:checked)", ".choice-cards .choice-option:has(input:not(:checked))", "outlineStyle"),
            (".choice-row .choice-option:has(:checked)", ".choice-row .choice-option:has(input:not(:checked))", "backgroundColor"),
        })
        {
            Assert.NotEqual(await StyleAsync(other), await StyleAsync(chosen));

            Task<string> StyleAsync(string selector) => page.EvaluateAsync<string>("([selector, property]) => getComputedStyle(document.querySelector(selector))[property]", new[] { selector, property });
        }
    }

    private static async Task CleanAsync(IPage page, string part)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.True(result.Passes.Length > 10, $"axe looked at nothing in {part}.");
        Assert.True(result.Violations.Length == 0, $"{part}: {string.Join("; ", result.Violations.Select(found => $"{found.Id} ({found.Help}) at {string.Join(", ", found.Nodes.Select(node => node.Html))}"))}");
    }
}
