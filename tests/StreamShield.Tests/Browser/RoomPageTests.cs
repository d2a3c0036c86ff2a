using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>What the page does with rooms.</summary>
[Collection(BrowserTests.Name)]
public sealed class RoomPageTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    /// <summary>Puts the part about the empty room on the page, with the room that is in force in <c>window.room</c>.</summary>
    private const string PutPart = """
        async () => {
          const of = (name) => import(new URL(name, document.baseURI).href);
          const { platePart } = await of('plate.js');
          const { Toasts } = await of('toast.js');
          window.room = { name: 'Attic', hasPlate: true };
          const state = { plate: { phase: 'idle', seconds: 0, share: 0, words: '' }, get room() { return window.room; } };
          const store = { state, accept() {}, subscribe: (listener) => listener(state, 'on') };
          const toasts = new Toasts();
          document.body.replaceChildren(platePart(store, { notice() {} }, toasts, { subscribe() {} }, true), toasts.element);
        }
        """;

    [Fact]
    public async Task The_room_that_was_shown_is_forgotten_and_undo_ends_with_it()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        List<string?> forgotten = [];
        await page.Page.RouteAsync("**/plate", route =>
        {
            forgotten.Add(route.Request.PostData);
            return route.FulfillAsync(new() { ContentType = "application/json", Body = "{}" });
        });
        await page.Page.Clock.InstallAsync();
        await page.Page.EvaluateAsync(PutPart);
        var undo = page.Page.Locator(".toast").GetByRole(AriaRole.Button, new() { Name = "Undo" });

        await page.Button("Forget the empty room").ClickAsync();
        await undo.HoverAsync();
        await page.Page.EvaluateAsync("() => { window.room = { name: 'Cellar', hasPlate: true }; }");
        Assert.Empty(forgotten);
        await page.Page.RunAndWaitForResponseAsync(() => page.Page.Clock.FastForwardAsync(8000), static answer => answer.Url.EndsWith("/plate", StringComparison.Ordinal));
        Assert.Equal("""{"room":"Attic"}""", Assert.Single(forgotten));
        await Expect(undo).ToHaveCountAsync(0);

        await page.Button("Forget the empty room").ClickAsync();
        await undo.ClickAsync();
        await page.Page.Clock.FastForwardAsync(8000);
        Assert.Single(forgotten);
    }
}
