namespace StreamShield.Onnx;

/// <summary>An input that is the same for every frame: float32, one axis.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Values">Its values, at least one.</param>
public sealed record ModelConstant(string Name, IReadOnlyList<float> Values);
