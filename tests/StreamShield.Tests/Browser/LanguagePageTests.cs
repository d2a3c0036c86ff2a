using StreamShield.App.Page;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>The page in its languages: the browser's own at first, the chosen one from then on, and in each of them nothing is cut off.</summary>
[Collection(BrowserTests.Name)]
public sealed class LanguagePageTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    private static readonly int[] Widths = [350, 1280, 1920];

    /// <summary>
    /// Shows everything of the open part, whatever would be hidden now, and names what is wider or higher than its place. Names that a user gave end in dots; lists are measured by their letters.
    /// </summary>
    private const string CutOff = """
        () => {
          const out = [];
          const users = '.visually-hidden, .row-name, .room-bar-name, svg, svg *, canvas, input, progress, .stage, .stage *, .toasts';
          document.querySelectorAll('details').forEach((part) => { part.open = true; });
          document.querySelectorAll('.tab-panel [hidden]:not([type=file]), .banner [hidden], .top [hidden]').forEach((part) => { part.hidden = false; });
          const told = (part) => `${part.tagName.toLowerCase()}.${part.className} "${part.textContent.trim().slice(0, 50)}" ${part.scrollWidth}x${part.scrollHeight} in ${part.clientWidth}x${part.clientHeight}`;
          const panels = [...document.querySelectorAll('.tab-panel')];
          for (const panel of panels) {
            panels.forEach((other) => { other.hidden = other !== panel; });
            for (const part of document.querySelectorAll('body *')) {
            if (part.matches(users) || !part.checkVisibility() || part.clientWidth === 0) continue;
            const style = getComputedStyle(part);
            if (part.scrollWidth > part.clientWidth + 1 && !['auto', 'scroll'].includes(style.overflowX)) out.push(told(part));
            if (part.scrollHeight > part.clientHeight + 1 && ['hidden', 'clip'].includes(style.overflowY)) out.push(told(part));
            if (part.getBoundingClientRect().right > innerWidth + 1) out.push(`beyond the window: ${told(part)}`);
            if (part instanceof HTMLSelectElement) {
              const pen = document.createElement('canvas').getContext('2d');
              pen.font = style.font;
              if ([...part.options].some(({ text, disabled }) => !disabled && pen.measureText(text).width > part.clientWidth - 36)) out.push(told(part));
            }
           }
          }
          return [...new Set(out)];
        }
        """;

    /// <summary>The longest refusals and two things done, each with its button.</summary>
    private const string Messages = """
        async () => {
          const { Toasts } = await import('./toast.js');
          const { words, said } = await import(`./language-${document.documentElement.lang}.js`);
          const longest = [...Object.values(words), ...Object.values(said ?? {})].filter((line) => typeof line === 'string').sort((a, b) => b.length - a.length);
          document.querySelector('.toasts').remove();
          const toasts = new Toasts();
          document.body.append(toasts.element);
          toasts.fail(new Error(longest[0]), { button: longest.find((line) => line.length < 30), act: () => {} });
          toasts.fail(new Error(longest[1]));
          toasts.say(longest.find((line) => line.length < 60), () => {});
          toasts.say(longest.find((line) => line.length < 40), () => {});
        }
        """;

    private const string Wrong = """
        () => {
          const out = [];
          const box = (part) => part.getBoundingClientRect();
          const toasts = [...document.querySelectorAll('.toast')].filter((toast) => toast.checkVisibility());
          if (toasts.length < 2) out.push(`${toasts.length} messages are seen`);
          for (const toast of toasts) {
            const { left, right, bottom } = box(toast);
            if (left < 0 || right > innerWidth || bottom > innerHeight) out.push(`beyond the window: ${toast.textContent}`);
            for (const part of [toast, ...toast.children]) if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0) out.push(`cut off: ${part.textContent}`);
            for (const free of document.querySelectorAll('.banner, .panic')) if (box(toast).top < box(free).bottom && box(free).height > 0) out.push(`${free.className} is covered by: ${toast.textContent}`);
          }
          return out;
        }
        """;

    public static TheoryData<string> All => [.. Languages.Codes];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nothing_is_cut_off_in_any_part(string code)
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        await scene.SendAsync(HttpMethod.Put, "settings", """{ "zones": [{ "name": "window", "kind": "hide", "shape": "rectangle", "left": 0.1, "top": 0.1, "width": 0.2, "height": 0.3 }] }""");
        await window.AddInitScriptAsync($"localStorage.setItem('language', '{code}'); localStorage.setItem('guide-seen', 'yes')");
        var page = await window.NewPageAsync();
        await page.RouteAsync("**/preview.mjpg*", static route => route.AbortAsync());
        await page.GotoAsync(scene.Page.ToString());
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", code);
        await Expect(page.Locator(".banner:not([data-state=off])")).ToBeVisibleAsync();
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            var cut = await page.EvaluateAsync<string[]>(CutOff);
            Assert.True(cut.Length == 0, $"{code}, {width}: {string.Join("; ", cut)}");
        }
    }

    /// <summary>The longest messages are read whole in a narrow dock as well, and leave state and panic button in view.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Messages_are_whole_and_leave_the_banner_free(string code)
    {
        await using var window = await chromium.WindowAsync();
        await scene.ResetAsync();
        await window.AddInitScriptAsync($"localStorage.setItem('language', '{code}'); localStorage.setItem('guide-seen', 'yes')");
        var page = await window.NewPageAsync();
        await page.GotoAsync(scene.Page.ToString());
        await Expect(page.Locator(".banner:not([data-state=off])")).ToBeVisibleAsync();
        await page.EvaluateAsync(Messages);
        await Expect(page.Locator(".toast")).ToHaveCountAsync(4);
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 700);
            if (Environment.GetEnvironmentVariable("STREAMSHIELD_SHOTS") is { Length: > 0 } folder)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"messages-{code}-{width}.png") });
            }

            var wrong = await page.EvaluateAsync<string[]>(Wrong);
            Assert.True(wrong.Length == 0, $"{code}, {width}: {string.Join("; ", wrong)}");
        }
    }

    [Fact]
    public async Task The_browser_s_language_is_taken_until_another_is_chosen_which_is_remembered()
    {
        await using var window = await chromium.WindowAsync(locale: "es-MX");
        await scene.ResetAsync();
        await window.AddInitScriptAsync("localStorage.getItem('guide-seen') ?? localStorage.setItem('guide-seen', 'yes')");
        var page = await window.NewPageAsync();
        await page.GotoAsync(scene.Page.ToString());
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "es");
        await page.Locator("#tab-setup").ClickAsync();
        await page.GetByLabel("Idioma").SelectOptionAsync("ja");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ja");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ja");
        await Expect(page.Locator(".banner-word")).ToHaveTextAsync("出力中");
    }
}
