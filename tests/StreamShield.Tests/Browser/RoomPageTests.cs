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

    /// <summary>Undo of a change of rooms: the settings go with the room that they belong to, once it is in use, or nowhere.</summary>
    [Theory]
    [InlineData(200, 1)]
    [InlineData(400, 0)]
    public async Task Undo_brings_unsaved_settings_back_only_into_their_room(int status, int restored)
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.Page.RouteAsync("**/rooms/*/use", route => route.FulfillAsync(new()
        {
            Status = route.Request.Url.Contains("/Attic/", StringComparison.Ordinal) ? status : 200,
            ContentType = "application/json",
            Body = status == 200 ? "{}" : "{\"error\":\"It is gone.\"}",
        }));
        await page.Page.EvaluateAsync("""
            async () => {
              const of = (name) => import(new URL(name, document.baseURI).href);
              const { Rooms } = await of('rooms.js');
              const { Toasts } = await of('toast.js');
              window.restored = [];
              const { Store } = await of('store.js');
              const store = new Store();
              store.setConnection('on');
              store.accept({ run: 'one', settings: { revision: 9 }, room: { name: 'Attic', unsaved: true } });
              window.comesInto = (run, revision, name) => store.accept({ run, settings: { revision }, room: { name } });
              const settings = { now: { revision: 1, strength: 10 }, set: (values) => window.restored.push(values) };
              const toasts = new Toasts();
              document.body.replaceChildren(toasts.element);
              await new Rooms(store, toasts).use('Cellar', settings);
              comesInto('one', 10, 'Cellar');
            }
            """);
        await page.Page.RunAndWaitForResponseAsync(
            () => page.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync(),
            static answer => answer.Url.EndsWith("/rooms/Attic/use", StringComparison.Ordinal));
        Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => window.restored.length"));
        if (status == 200)
        {
            // With a room of another size the run begins anew, and what the old one is told is lost. Old states of the old run count no more.
            await page.Page.EvaluateAsync("() => { comesInto('one', 8, 'Attic'); }");
            Assert.Equal(0, await page.Page.EvaluateAsync<int>("() => window.restored.length"));
            await page.Page.EvaluateAsync("() => { comesInto('two', 1, 'Attic'); }");
            await page.Page.WaitForFunctionAsync("() => window.restored.length > 0");
        }
        else
        {
            await Expect(page.Page.Locator(".toast", new() { HasText = "It is gone." })).ToBeVisibleAsync();
        }

        Assert.Equal(restored, await page.Page.EvaluateAsync<int>("() => window.restored.length"));
    }

    [Fact]
    public async Task The_capture_by_itself_is_switched_off_and_back_on_with_undo()
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await page.OpenTabAsync("Rooms");
        var bySelf = page.Page.GetByRole(AriaRole.Switch, new() { Name = "Capture it by itself" });
        await Expect(bySelf).ToBeCheckedAsync();
        await bySelf.UncheckAsync();
        await scene.UntilStateAsync("it is off", static state => Task.FromResult(!(bool)state["settings"]!["selfCapture"]!));
        await page.Button("Undo").ClickAsync();
        await scene.UntilStateAsync("it is on again", static state => Task.FromResult((bool)state["settings"]!["selfCapture"]!));
        await Expect(bySelf).ToBeCheckedAsync();
    }
}
