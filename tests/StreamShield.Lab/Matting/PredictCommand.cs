using System.Diagnostics;
using System.Globalization;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Core.Refining;
using StreamShield.Onnx;

namespace StreamShield.Lab.Matting;

/// <summary>
/// <c>predict MODEL PICTURES ALPHAS WIDTH HEIGHT CAUTION [clip]</c>: runs any model that a manifest describes on raw pictures and writes its alphas, so that the training
/// scripts compare models through the very adapter that the product uses. PICTURES holds BGR frames of WIDTH x HEIGHT, each followed by the plate (BGR) and how far it is
/// known (one byte per pixel) of the same size. With <c>clip</c> the prior matte is the model's own of the frame before. ALPHAS receives one
/// byte per pixel at the model's size. Prints name, size and the median time of a run in milliseconds.
/// </summary>
internal static class PredictCommand
{
    public static int Run(string[] args)
    {
        if (args.Length is not (6 or 7) || (args.Length == 7 && args[6] != "clip"))
        {
            Console.Error.WriteLine("Usage: predict MODEL PICTURES ALPHAS WIDTH HEIGHT CAUTION [clip]");
            return 2;
        }

        var size = new FrameSize(int.Parse(args[3], CultureInfo.InvariantCulture), int.Parse(args[4], CultureInfo.InvariantCulture));
        using var segmenter = ModelStore.ForThisUser().Open(args[0], threads: 1);
        using var pictures = File.OpenRead(args[1]);
        using var alphas = File.Create(args[2]);
        using var pool = new FramePool(size, 1);
        using var frame = pool.Rent();
        var (width, height) = segmenter.MatteSize(size);
        using var matte = new Matte(width, height);
        using var everybody = new Matte(matte.Width, matte.Height);
        using var prior = new Matte(matte.Width, matte.Height);
        using var hints = new SegmenterHints(matte.Width, matte.Height);
        var (plate, known) = (new byte[size.Pixels * 3], new byte[size.Pixels]);
        var doubt = new DoubtRule(matte.Width, matte.Height);
        var caution = float.Parse(args[5], CultureInfo.InvariantCulture);
        var isClip = args.Length == 7;
        var times = new List<double>();
        for (long id = 1; pictures.ReadAtLeast(frame.Pixels, frame.Pixels.Length, throwOnEndOfStream: false) == frame.Pixels.Length; id++)
        {
            pictures.ReadExactly(plate);
            pictures.ReadExactly(known);
            Shrink(plate, 3, hints.Plate);
            Shrink(known, 1, hints.Known);
            frame.Stamp(id, id);
            var start = Stopwatch.GetTimestamp();
            segmenter.Segment(frame, hints, isClip && id > 1 ? prior : null, matte, everybody);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            doubt.Apply(matte.Alpha, caution);
            alphas.Write(matte.Alpha);
            if (isClip)
            {
                matte.CopyTo(prior);
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{segmenter.Name} {matte.Width} {matte.Height} {(times.Count == 0 ? 0 : times[times.Count / 2]):0.00}"));
        return 0;

        void Shrink(byte[] plane, int channels, Span<byte> target)
        {
            using var whole = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC(channels), plane);
            using var small = new Mat();
            Cv2.Resize(whole, small, new Size(matte.Width, matte.Height), 0, 0, InterpolationFlags.Area);
            small.AsSpan<byte>().CopyTo(target);

            // A place that is known in part only does not count as known.
            for (var i = 0; channels == 1 && i < target.Length; i++)
            {
                target[i] = target[i] < byte.MaxValue ? (byte)0 : byte.MaxValue;
            }
        }
    }
}
