using System.Diagnostics;
using System.Globalization;
using StreamShield.Core;
using StreamShield.Onnx;

namespace StreamShield.Benchmarks.Matting;

/// <summary>
/// <c>predict MODEL PICTURES ALPHAS WIDTH HEIGHT [hints]</c>: runs any model that a manifest describes on raw pictures and writes its alphas, so that the training scripts
/// compare models through the very adapter that the product uses. PICTURES holds BGR frames of WIDTH x HEIGHT, one after the other; with <c>hints</c>, each is followed
/// by the hints at the model's size: plate BGR, known, prior. ALPHAS receives one byte per pixel at the model's size. Prints the median time of a run.
/// </summary>
internal static class PredictCommand
{
    public static int Run(string[] args)
    {
        if (args.Length is not (5 or 6) || (args.Length == 6 && args[5] != "hints"))
        {
            Console.Error.WriteLine("Usage: predict MODEL PICTURES ALPHAS WIDTH HEIGHT [hints]");
            return 2;
        }

        var size = new FrameSize(int.Parse(args[3], CultureInfo.InvariantCulture), int.Parse(args[4], CultureInfo.InvariantCulture));
        using var segmenter = ModelStore.ForThisUser().Open(args[0], threads: 1);
        using var pictures = File.OpenRead(args[1]);
        using var alphas = File.Create(args[2]);
        using var pool = new FramePool(size, 1);
        using var frame = pool.Rent();
        using var matte = new Matte(segmenter.MatteWidth, segmenter.MatteHeight);
        using var hints = new SegmenterHints(matte.Width, matte.Height);
        var withHints = args.Length == 6;
        var times = new List<double>();
        for (long id = 1; pictures.ReadAtLeast(frame.Pixels, frame.Pixels.Length, throwOnEndOfStream: false) == frame.Pixels.Length; id++)
        {
            if (withHints)
            {
                pictures.ReadExactly(hints.Plate);
                pictures.ReadExactly(hints.Known);
                pictures.ReadExactly(hints.Prior);
            }

            frame.Stamp(id, id);
            var start = Stopwatch.GetTimestamp();
            segmenter.Segment(frame, hints, matte);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            alphas.Write(matte.Alpha);
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{segmenter.Name} {matte.Width} {matte.Height} {(times.Count == 0 ? 0 : times[times.Count / 2]):0.00}"));
        return 0;
    }
}
