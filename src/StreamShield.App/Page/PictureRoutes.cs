using Microsoft.AspNetCore.Http;
using OpenCvSharp;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page.Previews;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Pictures;

namespace StreamShield.App.Page;

/// <summary>The page's gallery: small decoy rooms, and the user's own pictures.</summary>
/// <param name="pictures">The user's own pictures.</param>
internal sealed class PictureRoutes(OwnPictures pictures)
{
    private const int ThumbnailWidth = 256;
    private static readonly FrameSize DecoySize = new(256, 144);

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "decoy.jpg", (context, _) => DecoyAsync(context)),
        new("GET", "pictures", (context, _) => ListAsync(context)),
        new("POST", "pictures", (context, _) => AddAsync(context)) { TakesJson = false },
        new("GET", "pictures/*", ShowAsync),
        new("DELETE", "pictures/*", DeleteAsync),
    ];

    private static async Task DecoyAsync(HttpContext context)
    {
        var seed = QueryNumber.Read(context, "seed", null, 0, int.MaxValue);
        var strength = QueryNumber.Read(context, "strength", null, 0, 100);
        await Answer.BytesAsync(context, await Slowly.RunAsync("The decoy room", () => Draw(seed, strength)), "image/jpeg");
    }

    /// <summary>Drawn as it looks before anyone is in the picture.</summary>
    private static unsafe byte[] Draw(int seed, int strength)
    {
        using var frames = new FramePool(DecoySize, 1);
        using var frame = frames.Rent();
        using var matte = new Matte(DecoySize.Width, DecoySize.Height);
        using var decoy = new DecoyObscurer(DecoySize, strength, seed);
        using var bgr = new Mat();
        fixed (byte* pixels = decoy.Obscure(frame, matte, TimeSpan.Zero).Nv12)
        {
            using var nv12 = Mat.FromPixelData(DecoySize.Height * 3 / 2, DecoySize.Width, MatType.CV_8UC1, (nint)pixels);
            Cv2.CvtColor(nv12, bgr, ColorConversionCodes.YUV2BGR_NV12);
        }

        return PreviewJpeg.Of(bgr);
    }

    private async Task ListAsync(HttpContext context)
    {
        var views = await Slowly.RunAsync("The folder of your pictures", () => pictures.Names().Select(name => new PictureView(name, pictures.PathOf(name))).ToList());
        await Answer.JsonAsync(context, new PicturesView(views), PageJson.Default.PicturesView);
    }

    private async Task AddAsync(HttpContext context)
    {
        // A content type that a form on another site cannot send.
        if (context.Request.ContentType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw new Refusal(StatusCodes.Status415UnsupportedMediaType, "This is no picture: choose a JPEG, PNG or WebP file.");
        }

        var file = await RequestBody.BytesAsync(context, OwnPictures.MaxBytes);
        var path = await Slowly.RunAsync("The picture", () => pictures.Add(file));
        await Answer.JsonAsync(context, new PictureView(Path.GetFileName(path), path), PageJson.Default.PictureView);
    }

    private async Task ShowAsync(HttpContext context, string name)
    {
        var jpeg = await Slowly.RunAsync("The picture", () =>
        {
            using var whole = PictureFile.Read(pictures.PathOf(name));
            using var small = whole.Resize(new Size(ThumbnailWidth, Math.Max(1, whole.Height * ThumbnailWidth / whole.Width)), interpolation: InterpolationFlags.Area);
            return PreviewJpeg.Of(small);
        });
        await Answer.BytesAsync(context, jpeg, "image/jpeg");
    }

    private async Task DeleteAsync(HttpContext context, string name)
    {
        await RequestBody.NothingAsync(context);
        await Slowly.RunAsync("The picture", () => pictures.Delete(name));
        await ListAsync(context);
    }
}

/// <summary>One of the user's own pictures.</summary>
/// <param name="Name">Its name in this API.</param>
/// <param name="Path">Its value for the setting "image".</param>
internal sealed record PictureView(string Name, string Path);

/// <summary>All own pictures.</summary>
/// <param name="Pictures">Newest first.</param>
internal sealed record PicturesView(IReadOnlyList<PictureView> Pictures);
