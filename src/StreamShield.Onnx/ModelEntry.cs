
namespace StreamShield.Onnx;

/// <summary>One model in a list.</summary>
/// <param name="Name">The name to use with --model.</param>
/// <param name="State">Whether it can be used.</param>
/// <param name="Detail">One sentence with cause and remedy when it cannot be used; otherwise empty.</param>
/// <param name="Path">Path of the model file, existing or not.</param>
/// <param name="Bytes">Size of the file in bytes; 0 when it does not exist.</param>
/// <param name="Manifest">The manifest; null when it is invalid.</param>
public sealed record ModelEntry(string Name, ModelState State, string Detail, string Path, long Bytes, ModelManifest? Manifest);
