using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.People;
using StreamShield.Core.Pixels;
using StreamShield.Core.Refining;
using StreamShield.Core.Registration;
using StreamShield.Core.Zones;

namespace StreamShield.Benchmarks;

/// <summary>
/// Our own loops, each beside what OpenCV has for the same job, on one thread. An own loop stays where it is quicker, or where OpenCV cannot do what is needed: distances up to a
/// reach row by row, parts as runs, a plate that moves with its confidence, a shift that people and light do not disturb.
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class BenchmarkAgainstOpenCv : FrameBenchmark
{
    private const int Radius = 2; // As the refiner has it.

    private readonly byte[] _small = new byte[256 * 144 * 3];
    private readonly float[] _plane = new float[256 * 144];
    private readonly float[] _mean = new float[256 * 144];
    private readonly BoxMean _box = new(256, 144, Radius);
    private readonly ComponentFinder _components = new(256, 144);
    private Mat _out = null!;
    private Mat _labels = null!;
    private Mat _stats = null!;
    private Mat _centres = null!;
    private Mat _eroded = null!;
    private AreaScaler _scaler = null!;
    private DistanceRows _distances = null!;
    private Plate _plate = null!;
    private Plate _target = null!;
    private float[] _row = [];
    private Mat _picture = null!;
    private Mat _coarse = null!;
    private Mat _fine = null!;
    private Mat _known = null!;
    private Mat _floats = null!;
    private Mat _shift = null!;
    private Mat _rooms = null!;
    private RoomRegistration _registration = null!;

    [Benchmark, BenchmarkCategory("area scaler")]
    public void Scale() => _scaler.Scale(Frame.Pixels, _small);

    [Benchmark(Baseline = true), BenchmarkCategory("area scaler")]
    public void ScaleByOpenCv() => Cv2.Resize(_picture, _out, new Size(256, 144), 0, 0, InterpolationFlags.Area);

    [Benchmark, BenchmarkCategory("box mean")]
    public void Mean() => _box.Filter(_plane, _mean);

    [Benchmark(Baseline = true), BenchmarkCategory("box mean")]
    public void MeanByOpenCv() => Cv2.Blur(_floats, _out, new Size((2 * Radius) + 1, (2 * Radius) + 1), null, BorderTypes.Replicate);

    [Benchmark, BenchmarkCategory("components")]
    public void Components() => _components.Find(Coarse.Alpha, 128);

    [Benchmark(Baseline = true), BenchmarkCategory("components")]
    public void ComponentsByOpenCv()
    {
        Cv2.Threshold(_coarse, _eroded, 127, 255, ThresholdTypes.Binary);
        Cv2.ConnectedComponentsWithStats(_eroded, _labels, _stats, _centres, PixelConnectivity.Connectivity4);
    }

    [Benchmark, BenchmarkCategory("distance")]
    public void Distance()
    {
        var area = new PixelArea(0, 0, FrameSize.Width, FrameSize.Height);
        _distances.Begin(Fine.Alpha, 0, area);
        for (var y = 0; y < FrameSize.Height; y++)
        {
            _distances.Fill(area, y, _row);
        }
    }

    [Benchmark(Baseline = true), BenchmarkCategory("distance")]
    public void DistanceByOpenCv() => Cv2.DistanceTransform(_fine, _out, DistanceTypes.L2, DistanceTransformMasks.Precise);

    [Benchmark, BenchmarkCategory("plate warp")]
    public void Warp() => PlateWarp.Warp(_plate, RoomShift.None(FrameSize) with { X = 0.002, Skew = 0.001 }, _target);

    /// <summary>The colours as they are; the confidence as the least of a pixel's neighbours, which takes an erosion first.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("plate warp")]
    public void WarpByOpenCv()
    {
        Cv2.WarpAffine(_rooms, _out, _shift, _rooms.Size());
        Cv2.Erode(_known, _eroded, null);
        Cv2.WarpAffine(_eroded, _labels, _shift, _rooms.Size(), InterpolationFlags.Nearest);
    }

    [Benchmark, BenchmarkCategory("registration")]
    public AlignedRoom Register() => _registration.Register(Frame, Coarse);

    /// <summary>Evangelidis and Psarakis 2008, on pictures a quarter as wide, which is kind: it knows neither people nor light.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("registration")]
    public double RegisterByOpenCv()
    {
        using var frame = new Mat();
        using var room = new Mat();
        using var found = Mat.Eye(2, 3, MatType.CV_32FC1).ToMat();
        Cv2.Resize(_picture, frame, new Size(320, 180), 0, 0, InterpolationFlags.Area);
        Cv2.Resize(_rooms, room, new Size(320, 180), 0, 0, InterpolationFlags.Area);
        Cv2.CvtColor(frame, frame, ColorConversionCodes.BGR2GRAY);
        Cv2.CvtColor(room, room, ColorConversionCodes.BGR2GRAY);
        return Cv2.FindTransformECC(room, frame, found, MotionTypes.Euclidean, new TermCriteria(CriteriaTypes.Count, 3, 0));
    }

    protected override void Prepare()
    {
        Cv2.SetNumThreads(1);
        (_out, _labels, _stats, _centres, _eroded) = (Own(new Mat()), Own(new Mat()), Own(new Mat()), Own(new Mat()), Own(new Mat()));
        _scaler = new AreaScaler(FrameSize, 256, 144);
        _distances = Own(new DistanceRows(FrameSize));
        _plate = Own(new Plate(FrameSize));
        _target = Own(new Plate(FrameSize));
        _registration = Own(new RoomRegistration(FrameSize, TimeProvider.System));
        RoomScene.Draw(_plate, Frame, Fine);
        _registration.Use(_plate);
        _row = new float[FrameSize.Width];
        var random = new Random(3);
        for (var i = 0; i < _plane.Length; i++)
        {
            _plane[i] = random.NextSingle();
        }

        _picture = Own(Mat.FromPixelData(FrameSize.Height, FrameSize.Width, MatType.CV_8UC3, Frame.Pixels.ToArray()));
        _rooms = Own(Mat.FromPixelData(FrameSize.Height, FrameSize.Width, MatType.CV_8UC3, _plate.Pixels.ToArray()));
        _known = Own(Mat.FromPixelData(FrameSize.Height, FrameSize.Width, MatType.CV_8UC1, _plate.Confidence.ToArray()));
        _coarse = Own(Mat.FromPixelData(144, 256, MatType.CV_8UC1, Coarse.Alpha.ToArray()));
        _fine = Own(Mat.FromPixelData(FrameSize.Height, FrameSize.Width, MatType.CV_8UC1, Fine.Alpha.ToArray()));
        _floats = Own(Mat.FromPixelData(144, 256, MatType.CV_32FC1, _plane));
        _shift = Own(Mat.FromPixelData(2, 3, MatType.CV_64FC1, new[] { 1, -0.001, 0.002 * FrameSize.Height, 0.001, 1, 0 }));
    }
}
