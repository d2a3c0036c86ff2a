using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>The control page in a browser, by the words that a person sees. Remembers what went wrong in it.</summary>
internal sealed class ControlPage
{
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];

    private ControlPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Errors of scripts, and what the content policy or the network refused.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>All that was asked for.</summary>
    public IReadOnlyList<string> Requests => _requests;

    public ILocator Banner => Page.GetByRole(AriaRole.Region, new() { Name = "Shield" });

    public ILocator Picture => Page.Locator(".stage");

    /// <summary>Opens the page and waits until it shows a state.</summary>
    /// <param name="window">Where.</param>
    /// <param name="address">Its address.</param>
    /// <param name="guide">True to let the first steps open by themselves.</param>
    public static async Task<ControlPage> OpenAsync(IBrowserContext window, Uri address, bool guide = false)
    {
        if (!guide)
        {
            await window.AddInitScriptAsync("localStorage.setItem('guide-seen', 'yes')");
        }

        var page = new ControlPage(await window.NewPageAsync());
        page.Page.PageError += (_, error) => page._complaints.Add(error);
        page.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                page._complaints.Add(message.Text);
            }
        };
        page.Page.Request += (_, request) => page._requests.Add(request.Url);
        await page.Page.GotoAsync(address.ToString());
        await page.IsLiveAsync();
        return page;
    }

    /// <summary>Waits until an image has a picture. A function, not an expression: the page's policy allows no evaluation of texts.</summary>
    public Task HasPictureAsync(string selector) =>
        Page.WaitForFunctionAsync("selector => document.querySelector(selector)?.naturalWidth > 0", selector);

    public Task IsLiveAsync() => Expect(Banner).ToContainTextAsync("GOING OUT");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Option(string name) => Page.GetByRole(AriaRole.Radio, new() { Name = name, Exact = true });

    public ILocator Slider(string name) => Page.GetByRole(AriaRole.Slider, new() { Name = name });

    public Task OpenTabAsync(string name) => Page.GetByRole(AriaRole.Tab, new() { Name = name }).ClickAsync();

    /// <summary>Drags over the picture, places in picture widths and heights.</summary>
    public async Task DragAsync((double X, double Y) from, (double X, double Y) to)
    {
        var box = (await Picture.BoundingBoxAsync())!;
        await Page.Mouse.MoveAsync(X(box, from.X), Y(box, from.Y));
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(X(box, to.X), Y(box, to.Y), new() { Steps = 6 });
        await Page.Mouse.UpAsync();
    }

    /// <summary>Taps on the picture with a finger.</summary>
    public async Task TapAsync(double x, double y)
    {
        var box = (await Picture.BoundingBoxAsync())!;
        await Page.Touchscreen.TapAsync(X(box, x), Y(box, y));
    }

    private static float X(LocatorBoundingBoxResult box, double x) => (float)(box.X + (box.Width * x));

    private static float Y(LocatorBoundingBoxResult box, double y) => (float)(box.Y + (box.Height * y));
}
