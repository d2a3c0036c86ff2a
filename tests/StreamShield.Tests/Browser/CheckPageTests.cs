using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>What the page says about a check.</summary>
[Collection(BrowserTests.Name)]
public sealed class CheckPageTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    /// <summary>Puts the panel on the page as if a check had ended well.</summary>
    private const string PutPanel = """
        async (isCurrent) => {
          const { checkPanel } = await import(new URL('check-panel.js', document.baseURI).href);
          const audit = { phase: 'done', isSafe: true, isCurrent, verdict: 'nothingFound', words: 'Safe to go live: nothing was found.', findings: [], suggestedZones: [] };
          const store = { accept() {}, subscribe: (listener) => listener({ audit, settings: { effect: 'solid' } }) };
          document.body.prepend(checkPanel(store, {}, {}, {}, () => document.createElement('canvas'), () => {}));
        }
        """;

    /// <summary>Puts the map of one leak on the page, seen by a camera that has shifted.</summary>
    private const string PutMap = """
        async () => {
          const { leakMap } = await import(new URL('leak-map.js', document.baseURI).href);
          const map = leakMap(() => Object.assign(document.createElement('canvas'), { width: 160, height: 90 }));
          document.body.prepend(map.element);
          map.set([{ left: 0.4, top: 0.2, width: 0.2, height: 0.4 }], { scale: 1.25, skew: 0, x: 0.25, y: 0 });
        }
        """;

    [Theory]
    [InlineData(true, "safe", "Safe to go live")]
    [InlineData(false, "changed", "Shielded, changed since the check.")]
    public async Task A_verdict_is_shown_as_such_only_while_what_was_checked_goes_out(bool isCurrent, string kind, string words)
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Page.EvaluateAsync(PutPanel, isCurrent);
        var verdict = page.Page.Locator("body > .panel .verdict");
        await Expect(verdict).ToHaveAttributeAsync("data-verdict", kind);
        await Expect(verdict.Locator("strong")).ToHaveTextAsync(words);
        Assert.Empty(page.Complaints);
    }

    /// <summary>Zones are stored where the camera stood when the plate was captured; the picture is of now.</summary>
    [Fact]
    public async Task A_leak_is_drawn_where_the_shifted_camera_sees_it()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Page.EvaluateAsync(PutMap);
        var map = (await page.Page.Locator("body > figure .leak-map").BoundingBoxAsync())!;
        var rectangle = (await page.Page.Locator("body > figure rect").BoundingBoxAsync())!;
        var number = (await page.Page.Locator("body > figure span").BoundingBoxAsync())!;

        // A quarter of the height is 0.1406 of the width.
        Assert.Equal(0.375 + 0.1406, (rectangle.X - map.X) / map.Width, 0.01);
        Assert.Equal(0.125, (rectangle.Y - map.Y) / map.Height, 0.02);
        Assert.Equal(0.25, rectangle.Width / map.Width, 0.02);
        Assert.Equal(0.375 + 0.1406, (number.X - map.X) / map.Width, 0.01);
        Assert.Empty(page.Complaints);
    }
}
