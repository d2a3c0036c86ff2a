using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using StreamShield.Core.Frames;
using StreamShield.Core.Mattes;
using StreamShield.Devices.Clips;
using StreamShield.Onnx;

namespace StreamShield.Tests.Onnx;

/// <summary>The shipped model on the demo clip, cut to the shapes that phones and old cameras have.</summary>
public sealed class ShippedModelTests
{
    [Theory]
    [InlineData(406, 720)]
    [InlineData(540, 720)]
    [InlineData(720, 720)]
    [InlineData(960, 720)]
    public void The_streamer_is_found_in_pictures_of_every_shape(int width, int height)
    {
        var store = ModelStore.ForThisUser();
        var root = ReferenceModelTests.Root;
        Assert.SkipWhen(root is null || store.List().Count == 0, "The samples, or the models beside the tests, were not found.");
        using var segmenter = store.Open();
        using var clip = new ClipSource(Path.Combine(root, "samples", "demo.mp4"), loop: false, paced: false);
        var format = clip.Open();
        var size = new FrameSize(format.Width, format.Height);
        using var whole = new FramePool(size, 1).Rent();
        using var cut = new FramePool(new FrameSize(width, height), 1).Rent();
        var (matteWidth, matteHeight) = segmenter.MatteSize(cut.Size);
        using var matte = new Matte(matteWidth, matteHeight);
        var found = 0;
        for (var i = 1; i <= 90; i++)
        {
            Assert.True(clip.Read(whole));
            if (i % 15 != 0)
            {
                continue;
            }

            using var picture = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, whole.Address);
            using var part = new Mat(picture, new Rect((size.Width - width) / 2, (size.Height - height) / 2, width, height));
            using var target = Mat.FromPixelData(height, width, MatType.CV_8UC3, cut.Address);
            part.CopyTo(target);
            cut.Stamp(i, i);
            segmenter.Segment(cut, matte);
            found += matte.Alpha.ToArray().Count(alpha => alpha > 127) > matte.Alpha.Length / 10 ? 1 : 0;
        }

        Assert.InRange(found, 5, 6);
    }

    /// <summary>A processor without VNNI adds products in 16 bits, which saturate unless the weights leave room. ONNX Runtime can be told to add them exactly there.</summary>
    [Theory]
    [InlineData(ModelStore.DefaultModel)]
    [InlineData(ModelStore.FastModel)]
    public void The_sums_fit_on_every_processor(string name)
    {
        var model = ModelStore.ForThisUser().List().FirstOrDefault(entry => entry.Name == name);
        Assert.SkipWhen(model is null, "The models beside the tests were not found.");
        Assert.True(model.Manifest!.HasQuickSums);
        Assert.Equal(Run(model.Path, isExact: true), Run(model.Path, isExact: false));
    }

    /// <summary>The first output for the same random inputs, which reach far beyond what pictures give.</summary>
    private static float[] Run(string path, bool isExact)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.x64quantprecision", isExact ? "1" : "0");
        using var session = new InferenceSession(path, options);
        using var run = new RunOptions();
        var random = new Random(7);
        var inputs = session.InputMetadata.ToDictionary(input => input.Key, input => Noise(random, input.Value.Dimensions));
        try
        {
            using var outputs = session.Run(run, inputs, [session.OutputNames[0]]);
            return outputs[0].GetTensorDataAsSpan<float>().ToArray();
        }
        finally
        {
            inputs.Values.ToList().ForEach(input => input.Dispose());
        }
    }

    private static OrtValue Noise(Random random, int[] shape)
    {
        var values = new float[shape.Aggregate(1, static (count, side) => count * side)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() * 6) - 3;
        }

        return OrtValue.CreateTensorValueFromMemory(values, [.. shape.Select(static side => (long)side)]);
    }
}
