using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Settings;
using StreamShield.Devices.Clips;
using StreamShield.Onnx;

namespace StreamShield.Tests.Onnx;

/// <summary>Robust Video Matting, a large network with four states, through the whole shield: where the developers' shared folder has the file.</summary>
public sealed class RvmTests : IDisposable
{
    private static readonly FrameSize Size = new(640, 360);
    private readonly List<Frame> _frames = [];
    private readonly List<byte[]> _truths = [];

    public void Dispose() => _frames.ForEach(frame => frame.Dispose());

    [Fact]
    public void It_remembers_and_begins_anew()
    {
        using var segmenter = Open();
        Read(skip: 60, count: 3);
        using var hints = new SegmenterHints(512, 288);
        using var matte = new Matte(512, 288);
        using var other = new Matte(512, 288);
        Assert.Equal((512, 288), segmenter.MatteSize(Size));
        var fresh = Run(_frames[2], null);
        Run(_frames[0], null);
        Run(_frames[1], matte);
        var remembering = Run(_frames[2], matte);
        Assert.False(fresh.AsSpan().SequenceEqual(remembering));
        Assert.True(fresh.AsSpan().SequenceEqual(Run(_frames[2], null)));

        byte[] Run(Frame frame, Matte? prior)
        {
            segmenter.Segment(frame, hints, prior, matte, other);
            return matte.Alpha.ToArray();
        }
    }

    [Fact]
    public void The_streamer_is_shown_and_the_room_is_not()
    {
        var segmenter = Open();
        Read(skip: 60, count: 8);
        using var shield = new FrameShield(Size, segmenter, new ShieldSettings { Effect = "solid" });
        using var output = new ShieldedFrame(Size);
        var (kept, inside, leaked, outside) = (0, 0, 0, 0);
        for (var i = 0; i < _frames.Count; i++)
        {
            shield.Shield(_frames[i], output);
            for (var at = 0; at < Size.Pixels; at++)
            {
                inside += _truths[i][at] > 250 ? 1 : 0;
                kept += _truths[i][at] > 250 && shield.Matte.Alpha[at] > 127 ? 1 : 0;
                outside += _truths[i][at] < 5 ? 1 : 0;
                leaked += _truths[i][at] < 5 && shield.Matte.Alpha[at] > 127 ? 1 : 0;
            }
        }

        Assert.InRange((double)kept / inside, 0.97, 1);
        Assert.InRange((double)leaked / outside, 0, 0.01);
    }

    [Fact]
    public void A_plate_hides_what_matches_it_whatever_the_model_says()
    {
        // The plate is the very frame: what the model finds is room all the same.
        var segmenter = Open();
        Read(skip: 60, count: 6);
        using var plate = new Plate(Size);
        _frames[0].Pixels.CopyTo(plate.Pixels);
        plate.Confidence.Fill(255);
        using var shield = new FrameShield(Size, segmenter, new ShieldSettings { Effect = "solid", Plate = plate });
        using var output = new ShieldedFrame(Size);
        using var without = new FrameShield(Size, Open(), new ShieldSettings { Effect = "solid" });
        shield.Shield(_frames[0], output);
        without.Shield(_frames[0], output);
        Assert.InRange(Shown(shield), 0, Shown(without) / 4);
    }

    private static int Shown(FrameShield shield) => shield.Matte.Alpha.ToArray().Count(alpha => alpha > 127);

    private static OnnxSegmenter Open()
    {
        var root = ReferenceModelTests.Root;
        Assert.SkipWhen(root is null, "The repository's root was not found above the test's folder.");
        var path = Path.Combine(root, "..", "shared", "models", "rvm_512x288.onnx");
        Assert.SkipUnless(File.Exists(path), "rvm_512x288.onnx is not in the shared folder beside the repository.");
        return OnnxSegmenter.Load(ModelManifest.Read(Path.Combine(root, "models", "reference", "rvm.json")), File.ReadAllBytes(path), threads: Math.Min(2, Environment.ProcessorCount));
    }

    /// <summary>Frames of the demo clip and its true mattes, small.</summary>
    private void Read(int skip, int count)
    {
        var samples = Path.Combine(ReferenceModelTests.Root!, "samples");
        Assert.SkipUnless(File.Exists(Path.Combine(samples, "demo-matte.mp4")), "The demo clip was not found.");
        using var clip = new ClipSource(Path.Combine(samples, "demo.mp4"), loop: false, paced: false);
        using var mattes = new ClipSource(Path.Combine(samples, "demo-matte.mp4"), loop: false, paced: false);
        var (format, matteFormat) = (clip.Open(), mattes.Open());
        using var whole = new FramePool(new FrameSize(format.Width, format.Height), 1).Rent();
        using var truth = new FramePool(new FrameSize(matteFormat.Width, matteFormat.Height), 1).Rent();
        for (var i = 0; i < skip + count; i++)
        {
            Assert.True(clip.Read(whole) && mattes.Read(truth));
            if (i >= skip)
            {
                var frame = new FramePool(Size, 1).Rent();
                Shrink(whole, frame);
                frame.Stamp(i + 1, TimeSpan.FromSeconds(i / 25.0).Ticks * TimeProvider.System.TimestampFrequency / TimeSpan.TicksPerSecond);
                _frames.Add(frame);
                using var small = new FramePool(Size, 1).Rent();
                Shrink(truth, small);
                _truths.Add([.. Enumerable.Range(0, Size.Pixels).Select(at => small.Pixels[at * 3])]);
            }
        }
    }

    private static void Shrink(Frame from, Frame to)
    {
        using var large = Mat.FromPixelData(from.Size.Height, from.Size.Width, MatType.CV_8UC3, from.Address);
        using var small = Mat.FromPixelData(to.Size.Height, to.Size.Width, MatType.CV_8UC3, to.Address);
        Cv2.Resize(large, small, small.Size(), interpolation: InterpolationFlags.Area);
    }
}
