namespace StreamShield.Onnx;

/// <summary>A tensor that a model hands on from frame to frame: float32, 0 at the start and after every frame that continues none.</summary>
/// <param name="Input">Name of the input that takes the frame before's.</param>
/// <param name="Output">Name of the output that gives this frame's.</param>
/// <param name="Shape">Its axes; null when the model itself says them.</param>
public sealed record ModelMemory(string Input, string Output, IReadOnlyList<int>? Shape);
