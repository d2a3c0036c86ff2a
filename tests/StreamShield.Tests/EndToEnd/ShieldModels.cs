using StreamShield.Onnx;
using StreamShield.Tests.Onnx;

namespace StreamShield.Tests.EndToEnd;

/// <summary>Real models on disk that mark the <see cref="Room"/>'s streamer, each in its folder with its manifest.</summary>
internal sealed class ShieldModels : IDisposable
{
    public const int Width = 64;
    public const int Height = 48;

    private readonly string _folder = Directory.CreateTempSubdirectory("shield-models-").FullName;

    /// <summary>Marks what is bright.</summary>
    public string Good => Write("good", TinyOnnx.BrightIsPerson(Width, Height));

    /// <summary>Marks what is bright, and gives no number (0/0) where a pixel is white.</summary>
    public string NaNOnWhite => Write("nan-on-white", BrightAndNaNOnWhite());

    /// <summary>A new segmenter from the file as it is now.</summary>
    public OnnxSegmenter Open(string path) => new ModelStore(Path.Combine(_folder, "shipped"), Path.Combine(_folder, "user")).Open(path);

    public string Write(string name, byte[] model) => TinyOnnx.Write(_folder, name, model, Width, Height);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] BrightAndNaNOnWhite() =>
        new TinyGraph().Input("frame", TinyElement.F32, 1, 3, Height, Width).Output("alpha", TinyElement.F32, 1, 1, Height, Width)
            .Constant("threshold", 0.5f).Constant("steep", 1000).Constant("white", 0.99f)
            .Node("ReduceMean", ["frame"], "mean", ("axes", new[] { 1 }), ("keepdims", 1))
            .Node("Sub", ["mean", "threshold"], "above")
            .Node("Mul", ["above", "steep"], "wide")
            .Node("Clip", ["wide"], "person", ("min", 0f), ("max", 1f))
            .Node("Sub", ["white", "mean"], "below")
            .Node("Mul", ["below", "steep"], "deep")
            .Node("Clip", ["deep"], "sane", ("min", 0f), ("max", 1f))
            .Node("Mul", ["person", "sane"], "either")
            .Node("Div", ["either", "sane"], "alpha")
            .Build();
}
