namespace StreamShield.Tests.Browser;

/// <summary>The page in Firefox, where images that move, policies and layout are another program's.</summary>
[Collection(BrowserTests.Name)]
public sealed class FirefoxTests
{
    private const string Says = "words => String(Boolean(document.body?.innerText.includes(words)))";

    [Fact]
    public async Task Every_view_opens_shows_its_pictures_and_fits_at_three_widths()
    {
        Assert.SkipWhen(Firefox.Missing is not null, Firefox.Missing ?? "");
        using var scene = new ShieldedScene();
        await scene.StartAsync();
        await using var firefox = await Firefox.StartAsync(1280, 800);
        await firefox.GoAsync(await scene.NewDoorAsync());
        await firefox.UntilAsync("the guide", Says, "1. Camera");
        await firefox.ClickAsync(".guide .panel-head button");
        await firefox.UntilAsync("the banner", Says, "GOING OUT");
        await firefox.UntilAsync("a picture", "() => String(document.querySelector('.stage > .picture')?.naturalWidth > 0)");
        foreach (var tab in (string[])["look", "zones", "sound", "rooms", "check", "setup"])
        {
            await firefox.ClickAsync($"#tab-{tab}");
            await firefox.UntilAsync("the panel", "tab => String(document.querySelector(`#tab-${tab}`).getAttribute('aria-selected') === 'true')", tab);
            foreach (var width in (int[])[350, 1920, 1280])
            {
                await firefox.ResizeAsync(width, 800);
                await firefox.UntilAsync($"all of {tab} in a width of {width}", "() => String(document.documentElement.scrollWidth <= innerWidth)");
            }
        }

        // A change that is clicked there goes out, and panic as well.
        await firefox.ClickAsync("#tab-look");
        await firefox.ClickAsync(".choice-option input[value='blur']");
        await scene.UntilShownAsync("the streamer", ShieldedScene.ShowsStreamer);
        await firefox.UntilAsync("the choice", "() => String(document.querySelector(\".choice-option input[value='blur']\").checked)");
        await firefox.ClickAsync(".panic");
        await firefox.UntilAsync("that it is hidden", Says, "because you asked");
        Assert.True((bool)(await scene.StateAsync())["panic"]!);
        Assert.Equal("blur", (string)(await scene.StateAsync())["settings"]!["effect"]!);
        Assert.Empty(firefox.Complaints);
    }
}
