using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using StreamShield.Core.Sound;
using StreamShield.Devices.Sound.Pulse;
using StreamShield.Tests.Devices.Sound;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>The sound on the page, between a microphone that gives a tone and a cable of a real sound server.</summary>
[Collection(BrowserTests.Name)]
public sealed class SoundPageTests(Chromium chromium, PulseServer server, ShieldedScene scene) : IClassFixture<PulseServer>, IClassFixture<ShieldedScene>, IAsyncLifetime
{
    private const string Tone = "module-sine";
    private const string Microphone = "module-remap-source";
    private const string Loudspeaker = "module-remap-sink";

    [Fact]
    public async Task Switched_on_the_meters_move_and_panic_mutes_and_says_so()
    {
        await using var window = await chromium.WindowAsync();
        var page = await OpenAsync(window);
        await Expect(page.Page.GetByText("StreamShield opens no microphone")).ToBeVisibleAsync();
        await List(page, "Output").SelectOptionAsync("TestCable");
        using var cable = new PulseSource("cable.monitor");
        cable.Open();
        await page.Button("Switch the sound on").ClickAsync();
        await Expect(State(page)).ToHaveTextAsync("You are heard.");
        await Expect(Meter(page, "Microphone")).ToHaveAttributeAsync("aria-valuetext", "−18 dB");
        await Expect(Meter(page, "Goes out")).Not.ToHaveAttributeAsync("aria-valuetext", "silent");
        UntilBlocks(cable, "the cable carries the tone", loudest => loudest > 0.1);

        await page.Page.Keyboard.PressAsync("Alt+p");
        await Expect(page.Banner).ToContainTextAsync("Your voice from StreamShield is muted");
        await Expect(State(page)).ToHaveTextAsync("Muted: sound off with the picture.");
        await Expect(Meter(page, "Goes out")).ToHaveAttributeAsync("aria-valuetext", "silent");
        await Expect(Meter(page, "Microphone")).ToHaveAttributeAsync("aria-valuetext", "−18 dB");
        UntilBlocks(cable, "the cable is silent", loudest => loudest == 0);
        await page.Page.Keyboard.PressAsync("Alt+p");
        await Expect(State(page)).ToHaveTextAsync("You are heard.");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Gate_hum_offset_and_absence_are_in_force_as_they_are_set()
    {
        await using var window = await chromium.WindowAsync(350, 800);
        var page = await OpenAsync(window, on: true);
        await page.Page.GetByLabel("Close in the pauses").UncheckAsync();
        await Expect(page.Slider("Opens at")).Not.ToBeVisibleAsync();
        await UntilAsync("gate", "false");
        await page.Page.GetByLabel("Close in the pauses").CheckAsync();
        await page.Slider("Opens at").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await UntilAsync("gateDb", "-49");
        await page.Page.GetByLabel("Take the mains hum out").UncheckAsync();
        await Expect(page.Page.GetByText("Now the hum of your room goes out")).ToBeVisibleAsync();
        await UntilAsync("scrub", "false");
        await page.Page.GetByLabel("Later by, in milliseconds").FillAsync("45");
        await page.Page.Keyboard.PressAsync("Enter");
        await UntilAsync("offsetMs", "45");
        await page.Page.GetByLabel("Stay audible while I am out of the picture").CheckAsync();
        await UntilAsync("audibleWhenAway", "true");
        await Expect(State(page)).ToHaveTextAsync("You are heard.");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_loudspeaker_is_warned_of_and_a_microphone_that_goes_away_is_said_and_comes_back()
    {
        await using var window = await chromium.WindowAsync();
        server.Tell("load-module", Loudspeaker, "sink_name=boxes", "master=cable", "sink_properties=device.description=Boxes");
        var page = await OpenAsync(window, on: true);
        var warning = page.Page.GetByText("which howls");
        await Expect(warning).Not.ToBeVisibleAsync();
        await List(page, "Output").SelectOptionAsync("Boxes");
        await Expect(warning).ToBeVisibleAsync();
        await UntilAsync("output", "Boxes");
        await List(page, "Output").SelectOptionAsync("TestCable");
        await Expect(warning).Not.ToBeVisibleAsync();
        server.Tell("unload-module", Loudspeaker);
        await Expect(State(page)).ToHaveTextAsync("You are heard.");

        Unplug();
        server.Tell("unload-module", "module-null-sink");
        await Expect(page.Banner).ToContainTextAsync("No sound: ToneMic is not there: plug it in again");
        await Expect(State(page)).ToHaveTextAsync("No sound.");
        await page.Button("Look for sound devices again").ClickAsync();
        await Expect(List(page, "Microphone").Locator("option")).ToHaveTextAsync(["The usual one"]);
        await Expect(List(page, "Output").Locator("option")).ToHaveTextAsync(["TestCable"]);
        foreach (var (name, words) in new[] { ("cable", "TestCable"), ("other", "OtherCable") })
        {
            server.Tell("load-module", "module-null-sink", $"sink_name={name}", "rate=48000", "channels=2", $"sink_properties=device.description={words}");
        }

        PlugIn();
        await Expect(State(page)).ToHaveTextAsync("You are heard.");
        await Expect(page.Banner).Not.ToContainTextAsync("No sound");
    }

    [Theory]
    [InlineData(350, ColorScheme.Dark, "?dock=1")]
    [InlineData(1280, ColorScheme.Light, "")]
    public async Task Axe_finds_nothing_and_nothing_is_cut_off_while_it_is_heard_and_while_it_is_hidden(int width, ColorScheme scheme, string query)
    {
        await using var window = await chromium.WindowAsync(width, 800, scheme);
        var page = await OpenAsync(window, on: true, query);
        await Expect(State(page)).ToHaveTextAsync("You are heard.");
        await CleanAsync("heard");
        if (scheme == ColorScheme.Light)
        {
            // Hidden, the structure is looked at once.
            return;
        }

        await page.Page.Keyboard.PressAsync("Alt+p");
        await Expect(State(page)).ToContainTextAsync("Muted");
        await CleanAsync("hidden");

        async Task CleanAsync(string part)
        {
            Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            Assert.Equal(0, await page.Page.EvaluateAsync<int>("[...document.querySelectorAll('.tab, .side .button, .meter-value')].filter((part) => part.scrollWidth > part.clientWidth + 1).length"));
            var result = await page.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
            Assert.True(result.Violations.Length == 0, $"{part}: {string.Join("; ", result.Violations.Select(found => $"{found.Id} ({found.Help}) at {string.Join(", ", found.Nodes.Select(node => node.Html))}"))}");
        }
    }

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        if (server.Missing is null)
        {
            PlugIn();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (server.Missing is null)
        {
            Unplug();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The microphone stands before the tone, which is at -6 dB and turned down to -18 dB.</summary>
    private void PlugIn()
    {
        server.Tell("load-module", Tone, "sink=other", "frequency=2000");
        server.Tell("load-module", Microphone, "source_name=mic", "master=other.monitor", "source_properties=device.description=ToneMic");
        // A volume in dB is a step from the one before, which the sink still has from the last test.
        server.Tell("set-sink-volume", "other", "100%");
        server.Tell("set-sink-volume", "other", "-12dB");
    }

    private void Unplug()
    {
        server.Tell("unload-module", Microphone);
        server.Tell("unload-module", Tone);
    }

    private static ILocator State(ControlPage page) => page.Page.Locator(".sound-state");

    private static ILocator List(ControlPage page, string name) => page.Page.GetByRole(AriaRole.Combobox, new() { Name = name });

    private static ILocator Meter(ControlPage page, string name) => page.Page.GetByRole(AriaRole.Meter, new() { Name = name });

    /// <summary>Opens the sound's part of the page, the sound as it is usual, off or on.</summary>
    private async Task<ControlPage> OpenAsync(IBrowserContext window, bool on = false, string query = "")
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await scene.ResetAsync();
        var usual = """{ "sound": { "on": false, "microphone": null, "output": null, "offsetMs": 0, "scrub": true, "gate": true, "gateDb": -50, "audibleWhenAway": false } }""";
        await scene.SendAsync(HttpMethod.Put, "settings", usual);
        if (on)
        {
            await scene.SendAsync(HttpMethod.Put, "settings", """{ "sound": { "on": true, "output": "TestCable" } }""");
        }

        var page = await ControlPage.OpenAsync(window, new Uri(scene.Page, query));
        await page.OpenTabAsync("Sound");
        return page;
    }

    private Task UntilAsync(string field, string value) => scene.UntilStateAsync(
        $"{field} is {value}", state => Task.FromResult((state["settings"]!["sound"]![field]?.ToString() ?? "null") == value));

    /// <summary>Listens until twenty blocks on end are as wanted.</summary>
    private static void UntilBlocks(PulseSource source, string what, Func<float, bool> wanted)
    {
        var block = new float[SoundFormat.Block];
        for (var (blocks, fitting) = (0, 0); fitting < 20; blocks++)
        {
            Assert.True(blocks < 6000, $"Listened in vain until {what}.");
            source.Read(block);
            fitting = wanted(block.Max(Math.Abs)) ? fitting + 1 : 0;
        }
    }
}
