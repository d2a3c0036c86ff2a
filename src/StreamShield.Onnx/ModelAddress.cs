
namespace StreamShield.Onnx;

/// <summary>Where the publisher offers a model's file.</summary>
/// <param name="Address">An https address; http only for this computer.</param>
/// <param name="Bytes">Size of the file in bytes.</param>
public sealed record ModelAddress(Uri Address, long Bytes);
