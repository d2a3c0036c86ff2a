namespace StreamShield.Onnx;

/// <summary>An input that is the same for every frame: float32, one axis.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Values">What it holds, at least one number.</param>
public sealed record ModelConstant(string Name, IReadOnlyList<float> Values);
