using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using StreamShield.Core.Frames;

namespace StreamShield.Onnx;

/// <summary>Compares a model's real inputs and outputs with its manifest. A dimension of -1 matches anything.</summary>
internal static class SessionCheck
{
    /// <summary>Checks that the inputs of model and manifest are the same, float32 and of the right shape.</summary>
    public static void Inputs(ModelManifest manifest, IReadOnlyDictionary<string, NodeMetadata> inputs)
    {
        var expected = manifest.InputNames.ToArray();
        foreach (var name in expected)
        {
            if (!inputs.ContainsKey(name))
            {
                throw Refuse(manifest, $"has no input '{name}' (it has {Names(inputs.Keys)})");
            }
        }

        foreach (var name in inputs.Keys)
        {
            if (!expected.Contains(name))
            {
                throw Refuse(manifest, $"also asks for an input '{name}'");
            }

            CheckType(manifest, $"input '{name}'", inputs[name]);
        }

        var input = manifest.Input;
        CheckShape(manifest, $"input '{input.Name}'", inputs[input.Name].Dimensions, Shape(input.Layout, 3, input.Height, input.Width));
        if (manifest.PlateInput is { } plate)
        {
            ExtraShape(manifest, plate, 4, inputs[plate].Dimensions);
        }

        if (manifest.PriorInput is { } prior)
        {
            ExtraShape(manifest, prior, 1, inputs[prior].Dimensions);
        }

        foreach (var constant in manifest.Constants)
        {
            CheckShape(manifest, $"input '{constant.Name}'", inputs[constant.Name].Dimensions, [constant.Values.Count]);
        }
    }

    /// <summary>The shape of a state tensor: from the manifest if the model agrees, otherwise from the model.</summary>
    public static long[] MemoryShape(ModelManifest manifest, ModelMemory memory, IReadOnlyDictionary<string, NodeMetadata> inputs, IReadOnlyDictionary<string, NodeMetadata> outputs)
    {
        if (!outputs.TryGetValue(memory.Output, out var output))
        {
            throw Refuse(manifest, $"has no output '{memory.Output}' (it has {Names(outputs.Keys)})");
        }

        CheckType(manifest, $"output '{memory.Output}'", output);
        var given = inputs[memory.Input].Dimensions;
        var shape = memory.Shape?.ToArray() ?? [.. given];
        if (shape.Any(axis => axis < 1))
        {
            throw Refuse(manifest, $"leaves the shape of the state '{memory.Input}' open ({Text(given)}), so that states.shape must say it");
        }

        CheckShape(manifest, $"input '{memory.Input}'", given, shape);
        CheckShape(manifest, $"output '{memory.Output}'", output.Dimensions, shape);
        return Array.ConvertAll(shape, axis => (long)axis);
    }

    /// <summary>Checks that the output exists and is float32, with four axes and the right number of channels.</summary>
    public static void Output(ModelManifest manifest, IReadOnlyDictionary<string, NodeMetadata> outputs)
    {
        var output = manifest.Output;
        if (!outputs.TryGetValue(output.Name, out var metadata))
        {
            throw Refuse(manifest, $"has no output '{output.Name}' (it has {Names(outputs.Keys)})");
        }

        CheckType(manifest, $"output '{output.Name}'", metadata);
        CheckShape(manifest, $"output '{output.Name}'", metadata.Dimensions, Shape(output.Layout, output.Channels, -1, -1));
    }

    /// <summary>Rows and columns of the output of a run.</summary>
    public static (int Height, int Width) Shape(ModelManifest manifest, long[] shape)
    {
        const int MaxSide = 4096;
        var output = manifest.Output;
        var dimensions = shape.Select(d => (int)Math.Min(d, int.MaxValue)).ToArray();
        CheckShape(manifest, $"output '{output.Name}'", dimensions, Shape(output.Layout, output.Channels, -1, -1));
        var (height, width) = output.Layout == TensorLayout.Nchw ? (dimensions[2], dimensions[3]) : (dimensions[1], dimensions[2]);
        return height is < 1 or > MaxSide || width is < 1 or > MaxSide
            ? throw Refuse(manifest, $"has an output '{output.Name}' of {width}x{height} pixels")
            : (height, width);
    }

    /// <summary>The shape of the plate or prior input: the frame's size in the frame's layout. With one channel, both layouts are allowed.</summary>
    public static long[] ExtraShape(ModelManifest manifest, string name, int channels, int[] actual)
    {
        var input = manifest.Input;
        var shape = Shape(input.Layout, channels, input.Height, input.Width);
        var otherwise = Shape(TensorLayout.Nchw, channels, input.Height, input.Width);
        if (channels == 1 && Fits(actual, otherwise))
        {
            shape = otherwise;
        }

        CheckShape(manifest, $"input '{name}'", actual, shape);
        return Array.ConvertAll(shape, d => (long)d);
    }

    private static int[] Shape(TensorLayout layout, int channels, int height, int width) =>
        layout == TensorLayout.Nchw ? [1, channels, height, width] : [1, height, width, channels];

    private static void CheckType(ModelManifest manifest, string what, NodeMetadata metadata)
    {
        if (!metadata.IsTensor || metadata.ElementDataType != TensorElementType.Float)
        {
            throw Refuse(manifest, $"has an {what} of type {(metadata.IsTensor ? metadata.ElementDataType : metadata.OnnxValueType)} where float32 is needed");
        }
    }

    private static void CheckShape(ModelManifest manifest, string what, int[] actual, int[] expected)
    {
        if (!Fits(actual, expected))
        {
            throw Refuse(manifest, $"has an {what} of shape {Text(actual)} where the manifest says {Text(expected)}");
        }
    }

    private static bool Fits(int[] actual, int[] expected) =>
        actual.Length == expected.Length && actual.Zip(expected).All(pair => pair.First == pair.Second || pair.First < 0 || pair.Second < 0);

    private static string Text(int[] shape) => $"[{string.Join(",", shape.Select(d => d < 0 ? "any" : $"{d}"))}]";

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'").DefaultIfEmpty("none"));

    private static ShieldException Refuse(ModelManifest manifest, string fault) => new(SlateReason.ModelFailed,
        $"The model '{manifest.Name}' does not fit its manifest: it {fault}; correct the manifest, or get the model again (source: {manifest.Source}).");
}
