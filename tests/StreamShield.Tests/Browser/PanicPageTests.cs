using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>Nothing on the page keeps the streamer from hiding (law 8).</summary>
[Collection(BrowserTests.Name)]
public sealed class PanicPageTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    /// <summary>Puts the choice of a panic key on the page, as on a computer with a desktop.</summary>
    private const string PutChoice = """
        async () => {
          const { panicKeyPart } = await import(new URL('desktop-part.js', document.baseURI).href);
          const store = { accept() {}, subscribe: (listener) => listener({ desktop: { panicKey: 'Pause', works: true } }) };
          document.body.prepend(panicKeyPart(store, { fail() {} }));
        }
        """;

    [Theory]
    [InlineData("p")]
    [InlineData("Alt+p")]
    public async Task P_hides_everything_while_the_page_waits_for_a_new_panic_key(string keys)
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Page.EvaluateAsync(PutChoice);
        await page.Button("Choose another key").ClickAsync();
        await Expect(page.Button("Press the keys now (Esc: no change)")).ToBeFocusedAsync();

        await page.Page.Keyboard.PressAsync(keys);
        await Expect(page.Banner).ToContainTextAsync("because you asked");
        await Expect(page.Button("Choose another key")).ToBeVisibleAsync();
        Assert.DoesNotContain(page.Requests, static address => address.EndsWith("/desktop", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_wait_for_a_new_panic_key_ends_when_the_button_is_left()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Page.EvaluateAsync(PutChoice);
        await page.Button("Choose another key").ClickAsync();
        await page.Page.Keyboard.PressAsync("Tab");
        await Expect(page.Button("No panic key")).ToBeFocusedAsync();
        await Expect(page.Button("Choose another key")).ToBeVisibleAsync();

        await page.Button("Choose another key").ClickAsync();
        await page.OpenTabAsync("Zones");
        await Expect(page.Button("Choose another key")).ToBeVisibleAsync();
        Assert.Empty(page.Complaints);
    }

    /// <summary>A browser keeps six connections to one program, and each visible page holds two.</summary>
    [Fact]
    public async Task Open_pages_leave_a_connection_to_hide_everything()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var first = await OpenAsync();
        await OpenAsync();
        await OpenAsync();

        await first.Page.Keyboard.PressAsync("p");
        await scene.UntilStateAsync("it is hidden", static state => Task.FromResult((bool)state["panic"]!));
        await first.HasPictureAsync(".stage > .picture");

        async Task<ControlPage> OpenAsync()
        {
            var page = await ControlPage.OpenAsync(window, scene.Page);
            await page.HasPictureAsync(".stage > .picture");
            return page;
        }
    }

    [Fact]
    public async Task A_hidden_page_holds_no_connection_and_still_knows_the_state()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        var ended = new TaskCompletionSource();
        page.Page.RequestFailed += (_, request) =>
        {
            if (request.Url.EndsWith("/events", StringComparison.Ordinal))
            {
                ended.TrySetResult();
            }
        };
        await SetHiddenAsync(true);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await scene.PanicAsync(on: true);
        await Expect(page.Banner).ToContainTextAsync("because you asked");
        await scene.PanicAsync(on: false);
        await page.IsLiveAsync();
        Assert.Single(page.Requests, IsStream);

        await SetHiddenAsync(false);
        await page.HasPictureAsync(".stage > .picture");
        await scene.PanicAsync(on: true);
        await Expect(page.Banner).ToContainTextAsync("because you asked");
        Assert.Equal(2, page.Requests.Count(IsStream));
        Assert.Empty(page.Complaints);

        static bool IsStream(string address) => address.EndsWith("/events", StringComparison.Ordinal);

        Task SetHiddenAsync(bool hidden) => page.Page.EvaluateAsync("""
            (hidden) => {
              Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """, hidden);
    }

    [Fact]
    public async Task Pictures_of_many_cameras_leave_a_connection_to_hide_everything()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var cameras = string.Join(",", Enumerable.Range(1, 5).Select(static number => $$"""{"text":"webcam:Camera {{number}}","name":"Camera {{number}}","modes":[],"problem":""}"""));
        await window.RouteAsync("**/devices", route => route.FulfillAsync(new() { ContentType = "application/json", Body = $$"""{"cameras":[{{cameras}}],"models":[],"outputs":[]}""" }));
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Setup");
        await page.Button("Hold to see your cameras").HoverAsync();
        await page.Page.Mouse.DownAsync();
        await Expect(page.Page.Locator(".camera-pictures img")).ToHaveCountAsync(3);
        await page.Page.Mouse.UpAsync();
    }

    [Fact]
    public async Task P_only_hides_while_the_program_is_not_heard()
    {
        await using var window = await chromium.WindowAsync();
        using var own = new ShieldedScene();
        await own.StartAsync();
        var page = await ControlPage.OpenAsync(window, own.Kept);
        await page.Page.Keyboard.PressAsync("p");
        await Expect(page.Button("Show me again")).ToBeVisibleAsync();
        await own.StopAsync();
        await Expect(page.Banner).ToContainTextAsync("StreamShield is not running");

        var request = await page.Page.RunAndWaitForRequestAsync(() => page.Button("Hide everything").ClickAsync(), static asked => asked.Url.EndsWith("/panic", StringComparison.Ordinal));
        Assert.Equal("""{"on":true}""", request.PostData);
    }
}
