using System.Globalization;
using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Obscuring;
using StreamShield.Core.Settings;

namespace StreamShield.Lab.Lineup;

/// <summary>
/// <c>restore ROOMS</c>: can a blur be undone by somebody who trained on other rooms? Learns on 200 rooms, tries on 20: SIFT inliers between the attacker's own photograph and what
/// comes back (12 or more: found), for our blur at its default strength from one picture and from the mean of ten seconds, and for a plain Gaussian blur as the control that shows
/// that the restorers work.
/// </summary>
internal static class RestoreCommand
{
    private const int Training = 200;
    private const int Trials = 20;
    private const int Seed = 21;
    private const int TenSeconds = 300;
    private const double SensorNoise = 3;
    private const double WanderPixels = 1;

    private static readonly FrameSize Size = new(640, 360);

    /// <summary>Runs the trial and prints a table.</summary>
    /// <param name="args">Folder of rooms.</param>
    /// <returns>Exit code.</returns>
    public static int Run(string[] args)
    {
        if (args.Length != 1 || !Directory.Exists(args[0]))
        {
            Console.Error.WriteLine($"Say restore ROOMS: a folder of at least {Training + Trials} pictures of rooms.");
            return 2;
        }

        var random = new Random(Seed);
        var files = Directory.GetFiles(args[0], "*.jpg").Order(StringComparer.Ordinal).OrderBy(_ => random.Next()).Take(Training + Trials).ToArray();
        if (files.Length < Training + Trials)
        {
            Console.Error.WriteLine($"{args[0]} has {files.Length} pictures and {Training + Trials} are needed.");
            return 1;
        }

        var rooms = files.Select(file => Photograph.Read(file, Size)).ToArray();
        var matchers = rooms[Training..].Select(room => Matcher(Photograph.Again(room, Size, random))).ToArray();
        using var nobody = new People(Size, null);
        var blur = nobody.Hider(new ShieldSettings { Effect = "blur" });
        Console.WriteLine("hidden by            restored by     most inliers of 20 rooms   mean   rooms found");
        Try("blur, default", rooms, matchers, blur, blur);
        Try("the same, 10 s mean", rooms, matchers, blur, room => MeanOfTenSeconds(room, random));
        Try("Gaussian 18", rooms, matchers, nobody.Gaussian(18.0 * Size.Height / 720), nobody.Gaussian(18.0 * Size.Height / 720));
        Array.ForEach(matchers, matcher => matcher.Dispose());
        return 0;
    }

    private static void Try(string name, byte[][] rooms, RoomMatcher[] matchers, Func<byte[], byte[]> learnFrom, Func<byte[], byte[]> seen)
    {
        var truths = rooms[..Training].Select(Picture).ToArray();
        var lessons = rooms[..Training].Select(room => Picture(learnFrom(room))).ToArray();
        var trials = rooms[Training..].Select(room => Picture(seen(room))).ToArray();
        Report(name, "nobody", [.. trials.Select((trial, i) => matchers[i].Inliers(trial))]);
        foreach (var restorer in new IRestorer[] { new LeastSquaresRestorer(), new WienerRestorer() })
        {
            using (restorer)
            {
                restorer.Learn(lessons, truths);
                Report(name, restorer.Name, [.. trials.Select((trial, i) => Inliers(restorer, trial, matchers[i]))]);
            }
        }

        foreach (var picture in truths.Concat(lessons).Concat(trials))
        {
            picture.Dispose();
        }
    }

    /// <summary>As good as it gets for the attacker: contrast stretched to the whole range.</summary>
    private static int Inliers(IRestorer restorer, Mat trial, RoomMatcher matcher)
    {
        using var restored = restorer.Restore(trial);
        Cv2.Normalize(restored, restored, 0, 255, NormTypes.MinMax);
        using var bytes = new Mat();
        restored.ConvertTo(bytes, MatType.CV_8UC3);
        return matcher.Inliers(bytes);
    }

    /// <summary>One obscurer over ten seconds of a camera that rustles and trembles; what an attacker gets who aligns nothing and averages all.</summary>
    private static byte[] MeanOfTenSeconds(byte[] room, Random random)
    {
        using var obscurer = Effects.Make(Size, new ShieldSettings { Effect = "blur" }.EffectChoice);
        using var pool = new FramePool(Size, 1);
        using var nobody = new Matte(Size.Width, Size.Height);
        using var still = Picture(room);
        using var moved = new Mat();
        using var noise = new Mat(still.Size(), MatType.CV_16SC3);
        using var sum = new Mat(still.Size(), MatType.CV_32FC3, Scalar.All(0));
        for (var i = 1; i <= TenSeconds; i++)
        {
            double Wander() => ((random.NextDouble() * 2) - 1) * WanderPixels;
            using var move = Mat.FromPixelData(2, 3, MatType.CV_64FC1, new[] { 1, 0, Wander(), 0, 1, Wander() });
            Cv2.WarpAffine(still, moved, move, still.Size(), InterpolationFlags.Linear, BorderTypes.Reflect101);
            Cv2.Randn(noise, Scalar.All(0), Scalar.All(SensorNoise));
            Cv2.Add(moved, noise, moved, dtype: MatType.CV_8U);
            using var frame = pool.Rent();
            moved.AsSpan<byte>().CopyTo(frame.Pixels);
            frame.Stamp(i, i);
            nobody.Stamp(i);
            using var nv12 = Mat.FromPixelData(Size.Height * 3 / 2, Size.Width, MatType.CV_8UC1, obscurer.Obscure(frame, nobody, TimeSpan.FromSeconds(1 / 30.0)).Nv12.ToArray());
            using var shown = nv12.CvtColor(ColorConversionCodes.YUV2BGR_NV12);
            Cv2.Add(sum, shown, sum, dtype: MatType.CV_32F);
        }

        using var mean = new Mat();
        sum.ConvertTo(mean, MatType.CV_8UC3, 1.0 / TenSeconds);
        return mean.AsSpan<byte>().ToArray();
    }

    private static RoomMatcher Matcher(byte[] photo)
    {
        using var picture = Picture(photo);
        return new RoomMatcher(picture);
    }

    private static Mat Picture(byte[] bgr)
    {
        using var view = Mat.FromPixelData(Size.Height, Size.Width, MatType.CV_8UC3, bgr);
        return view.Clone();
    }

    private static void Report(string hidden, string restorer, int[] inliers) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{hidden,-19}  {restorer,-14}  {inliers.Max(),24}   {inliers.Average(),4:0.0}   {inliers.Count(count => count >= RoomMatcher.Found),11}"));
}
