using Microsoft.Playwright;
using StreamShield.Devices.Tools;

namespace StreamShield.Tests.Browser;

/// <summary>The machine's own Chromium, started once for all tests of the page. Without one they are skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const float PatienceMs = 30_000;
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Opens a window with cookies and storage of its own.</summary>
    public async Task<IBrowserContext> WindowAsync(int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, bool touch = false, string locale = "en-GB")
    {
        Assert.SkipWhen(_browser is null, $"No Chromium on PATH ({string.Join(", ", Names)}): install the package chromium.");
        var window = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            HasTouch = touch,
            Locale = locale,
            ReducedMotion = ReducedMotion.Reduce,
        });
        window.SetDefaultTimeout(PatienceMs);
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        return window;
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Names.Select(name => ExternalTool.Find(name)).FirstOrDefault(path => path is not null) is { } path)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
