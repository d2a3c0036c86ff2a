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
}
