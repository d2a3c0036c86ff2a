namespace StreamShield.Tests.Onnx;

/// <summary>Element types of ONNX tensors, by their numbers in the format.</summary>
public enum TinyElement
{
    None = 0,
    F32 = 1,
    U8 = 2,
    I8 = 3,
    I64 = 7,
    F16 = 10,
}
