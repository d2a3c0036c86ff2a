namespace StreamShield.Onnx;

/// <summary>A state tensor that a model passes from frame to frame: float32, 0 at the start and for every frame that does not continue
/// another.</summary>
/// <param name="Input">Name of the input for the previous frame's state.</param>
/// <param name="Output">Name of the output with this frame's state.</param>
/// <param name="Shape">Its axes; null when the model declares them.</param>
public sealed record ModelMemory(string Input, string Output, IReadOnlyList<int>? Shape);
