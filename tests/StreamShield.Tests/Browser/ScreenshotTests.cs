using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using OpenCvSharp;
using static Microsoft.Playwright.Assertions;

namespace StreamShield.Tests.Browser;

/// <summary>
/// The page as a picture, beside the pictures in Goldens. The video is left black. Both are compared at an eighth of their size, where letters are grey smears, and with a tolerance on
/// the mean: another font or another size of a number passes, a part that moved, vanished or changed its colour does not. The variable STREAMSHIELD_GOLDENS=write draws them anew.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class ScreenshotTests(Chromium chromium, ShieldedScene scene) : IClassFixture<ShieldedScene>
{
    private const int Reduction = 8;
    private const double Tolerance = 6;

    [Theory]
    [InlineData(350, 700, ColorScheme.Light)]
    [InlineData(350, 700, ColorScheme.Dark)]
    [InlineData(800, 900, ColorScheme.Light)]
    [InlineData(800, 900, ColorScheme.Dark)]
    [InlineData(1600, 900, ColorScheme.Light)]
    [InlineData(1600, 900, ColorScheme.Dark)]
    public async Task The_page_looks_as_it_was_looked_at(int width, int height, ColorScheme scheme)
    {
        await using var window = await chromium.WindowAsync(width, height, scheme);
        await scene.ResetAsync();
        var page = await ControlPage.OpenAsync(window, scene.Page);
        await Expect(page.Option("One colour")).ToBeCheckedAsync();
        await page.Page.EvaluateAsync("document.querySelector('.stage > .picture').style.setProperty('visibility', 'hidden')");
        await FitsAsync(page, width, height);
        Compare(await WhileLiveAsync(page), $"page-{width}-{scheme.ToString().ToLowerInvariant()}.png");
    }

    /// <summary>Whatever the font: nothing is cut off at the side, and state, picture and panic button are in view.</summary>
    private static async Task FitsAsync(ControlPage page, int width, int height)
    {
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        foreach (var part in new[] { page.Banner, page.Picture, page.Button("Hide everything") })
        {
            var box = (await part.BoundingBoxAsync())!;
            Assert.True(box.X >= 0 && box.X + box.Width <= width + 1 && box.Y >= 0 && box.Y + box.Height <= height, $"{box.X}, {box.Y}, {box.Width} x {box.Height}");
        }
    }

    /// <summary>A busy machine hides a picture now and then: taken again then.</summary>
    private static async Task<byte[]> WhileLiveAsync(ControlPage page)
    {
        while (true)
        {
            await page.IsLiveAsync();
            var shot = await page.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
            if ((await page.Banner.InnerTextAsync()).Contains("GOING OUT", StringComparison.Ordinal))
            {
                return shot;
            }
        }
    }

    private static void Compare(byte[] shot, string name)
    {
        var file = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("STREAMSHIELD_GOLDENS") == "write")
        {
            File.WriteAllBytes(file, shot);
        }

        Assert.True(File.Exists(file), $"There is no golden {name}: draw it with STREAMSHIELD_GOLDENS=write, and look at it.");
        using var now = Reduced(shot);
        using var golden = Reduced(File.ReadAllBytes(file));
        Assert.Equal(golden.Size(), now.Size());
        using var difference = new Mat();
        Cv2.Absdiff(now, golden, difference);
        var mean = Cv2.Mean(difference);
        Assert.InRange((mean.Val0 + mean.Val1 + mean.Val2) / 3, 0, Tolerance);
    }

    private static Mat Reduced(byte[] png)
    {
        using var picture = Cv2.ImDecode(png, ImreadModes.Color);
        var small = new Mat();
        Cv2.Resize(picture, small, new Size(picture.Width / Reduction, picture.Height / Reduction), interpolation: InterpolationFlags.Area);
        return small;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Goldens");
}
