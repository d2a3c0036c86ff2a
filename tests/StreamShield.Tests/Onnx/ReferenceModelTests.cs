using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Onnx;

namespace StreamShield.Tests.Onnx;

/// <summary>The reference models with the manifests that are shipped for them, where the developers' shared folder has the files.</summary>
public sealed class ReferenceModelTests
{
    internal static readonly string? Root = FindRoot(AppContext.BaseDirectory);

    public static TheoryData<string, string, int, int> Models { get; } = new()
    {
        { "mediapipe", "mediapipe.onnx", 256, 144 },
        { "selfie", "selfie_segmentation.onnx", 256, 256 },
        { "sinet", "SINet_Softmax_simple.onnx", 320, 320 },
        { "prisma", "prisma_nchw.onnx", 256, 256 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void The_manifest_fits_the_file(string name, string file, int width, int height)
    {
        Assert.SkipWhen(Root is null, "The repository's root was not found above the test's folder.");
        var path = Path.Combine(Root, "..", "shared", "models", file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not in the shared folder beside the repository.");
        var manifest = ModelManifest.Read(Path.Combine(Root, "models", "reference", name + ".json"));
        Assert.Equal((name, file), (manifest.Name, manifest.File));
        using var segmenter = OnnxSegmenter.Load(manifest, File.ReadAllBytes(path));
        Assert.Equal((width, height), segmenter.MatteSize(new FrameSize(640, 360)));
        using var pool = new FramePool(new FrameSize(640, 360), 1);
        using var frame = pool.Rent();
        using var matte = new Matte(width, height);
        DrawPerson(frame);
        frame.Stamp(3, 0);
        segmenter.Segment(frame, matte);
        Assert.Equal(3, matte.FrameId);
        Assert.InRange(matte.Alpha[0], 0, 8);
    }

    /// <summary>A wrong mean, scale or activation costs far more than the margin left here.</summary>
    [Theory]
    [InlineData("mediapipe", "mediapipe.onnx", 0.8)]
    [InlineData("selfie", "selfie_segmentation.onnx", 0.8)]
    [InlineData("sinet", "SINet_Softmax_simple.onnx", 0.6)]
    [InlineData("prisma", "prisma_nchw.onnx", 0.7)]
    public void The_person_is_found_in_portraits(string name, string file, double least)
    {
        Assert.SkipWhen(Root is null, "The repository's root was not found above the test's folder.");
        var shared = Path.Combine(Root, "..", "shared");
        var portraits = Path.Combine(shared, "data", "people", "portraits");
        Assert.SkipUnless(File.Exists(Path.Combine(shared, "models", file)) && Directory.Exists(portraits), $"{file} or the portraits are not in the shared folder beside the repository.");
        var manifest = ModelManifest.Read(Path.Combine(Root, "models", "reference", name + ".json"));
        using var segmenter = OnnxSegmenter.Load(manifest, File.ReadAllBytes(Path.Combine(shared, "models", file)));
        var overlaps = Directory.GetFiles(Path.Combine(portraits, "images")).Order(StringComparer.Ordinal).Where((_, i) => i % 9 == 0)
            .Select(image => (image, mask: Directory.GetFiles(Path.Combine(portraits, "masks"), Path.GetFileNameWithoutExtension(image) + ".*").FirstOrDefault()))
            .Where(pair => pair.mask is not null)
            .Select(pair => Overlap(segmenter, pair.image, pair.mask!))
            .ToArray();
        Assert.NotEmpty(overlaps);
        Assert.InRange(overlaps.Average(), least, 1);
    }

    /// <summary>Intersection over union at half alpha.</summary>
    private static double Overlap(OnnxSegmenter segmenter, string image, string mask)
    {
        var size = new FrameSize(640, 480);
        using var read = Cv2.ImRead(image);
        using var truth = Cv2.ImRead(mask, ImreadModes.Grayscale);
        using var pool = new FramePool(size, 1);
        using var frame = pool.Rent();
        using var picture = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, frame.Address);
        Cv2.Resize(read, picture, picture.Size(), interpolation: InterpolationFlags.Area);
        frame.Stamp(1, 0);
        var (width, height) = segmenter.MatteSize(size);
        using var matte = new Matte(width, height);
        segmenter.Segment(frame, matte);
        using var small = truth.Resize(new Size(matte.Width, matte.Height), interpolation: InterpolationFlags.Area);
        Cv2.MinMaxLoc(small, out double _, out double most);
        var (both, either) = (0, 0);
        for (var i = 0; i < matte.Alpha.Length; i++)
        {
            var (found, there) = (matte.Alpha[i] >= 128, small.At<byte>(i / matte.Width, i % matte.Width) > most / 2);
            both += found && there ? 1 : 0;
            either += found || there ? 1 : 0;
        }

        return (double)both / Math.Max(1, either);
    }

    /// <summary>A bust of flat colours before a grey wall; no network is asked to find it, but none may show the wall's corner.</summary>
    private static void DrawPerson(Frame frame)
    {
        var pixels = frame.Pixels;
        for (var i = 0; i < frame.Size.Pixels; i++)
        {
            var (x, y) = ((i % frame.Size.Width) - 320, i / frame.Size.Width);
            var head = (x * x) + ((y - 130) * (y - 130) / 2) < 60 * 60;
            var body = y > 220 && Math.Abs(x) < 60 + ((y - 220) / 2);
            var (b, g, r) = head ? (140, 170, 220) : body ? (120, 60, 30) : (150, 150, 150);
            (pixels[i * 3], pixels[(i * 3) + 1], pixels[(i * 3) + 2]) = ((byte)b, (byte)g, (byte)r);
        }
    }

    private static string? FindRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "models", "reference")) && Directory.Exists(Path.Combine(at.FullName, "src")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
