
namespace StreamShield.Onnx;

/// <summary>Where a model's publisher offers its file.</summary>
/// <param name="Address">An https address; http is taken on this machine alone.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record ModelAddress(Uri Address, long Bytes);
