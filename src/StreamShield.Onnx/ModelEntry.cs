
namespace StreamShield.Onnx;

/// <summary>One line of the list of models.</summary>
/// <param name="Name">What to give to --model.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Detail">One sentence with cause and cure when it cannot; empty when ready.</param>
/// <param name="Path">Where the model file is, or would be.</param>
/// <param name="Bytes">Size of the file, 0 when it is not here.</param>
/// <param name="Manifest">What the model is; null when the manifest is broken.</param>
public sealed record ModelEntry(string Name, ModelState State, string Detail, string Path, long Bytes, ModelManifest? Manifest);
