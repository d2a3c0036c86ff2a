using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>What helps a streamer in trouble: the report, the licences, the guide; and a page that keeps still for those who want it so.</summary>
[Collection(BrowserTests.Name)]
public sealed class HelpTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    [Fact]
    public async Task A_report_tells_system_states_and_kinds_and_no_names()
    {
        await using var window = await chromium.WindowAsync();
        await window.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await scene.ResetAsync();
        await scene.SendAsync(HttpMethod.Put, "settings", """{ "zones": [{ "name": "Grandmother's window", "kind": "hide", "shape": "rectangle", "left": 0.1, "top": 0.1, "width": 0.2, "height": 0.3 }] }""");
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Page.Locator(".panic").ClickAsync();
        await Expect(page.Banner).ToContainTextAsync("because you asked");
        await page.OpenTabAsync("Setup");
        await page.Button("Copy a report").ClickAsync();
        await Expect(page.Page.GetByText("The report is copied")).ToBeVisibleAsync();

        var report = await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        var version = (string)(await scene.StateAsync())["version"]!;
        foreach (var part in (string[])[$"StreamShield {version}", Environment.ProcessorCount + " processors", "Source: file or device, 320x180", "Model: a file; effect solid", "1 zones", "empty room not known", "live", "panic"])
        {
            Assert.Contains(part, report, StringComparison.Ordinal);
        }

        foreach (var secret in (string[])["Grandmother", "scene.avi", "bright.", Environment.MachineName + ":", scene.Page.Segments[1].TrimEnd('/'), "/home", "/tmp", "http"])
        {
            Assert.DoesNotContain(secret, report, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Licences_and_guide_open_beside_the_page()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Setup");
        foreach (var (link, words) in (IEnumerable<(string, string)>)[("Licences", "MIT License"), ("Help", "StreamShield")])
        {
            var opened = await page.Page.RunAndWaitForPopupAsync(() => page.Page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
            await Expect(opened.Locator("body")).ToContainTextAsync(words);
            await opened.CloseAsync();
        }

        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce)]
    [InlineData(ReducedMotion.NoPreference)]
    public async Task Nothing_moves_by_itself_for_those_who_want_it_so(ReducedMotion motion)
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Page.EmulateMediaAsync(new() { ReducedMotion = motion });
        var moving = 0;
        foreach (var tab in (string[])["Look", "Rooms", "Zones", "Check", "Sound", "Setup"])
        {
            await page.OpenTabAsync(tab);
            moving += await page.Page.EvaluateAsync<int>(
                """
                () => [...document.querySelectorAll('*')].filter((element) => {
                  const style = getComputedStyle(element);
                  return style.transitionDuration.split(',').some((time) => parseFloat(time) > 0) || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
                }).length
                """);
        }

        Assert.Equal(motion == ReducedMotion.NoPreference, moving > 0);
    }
}
