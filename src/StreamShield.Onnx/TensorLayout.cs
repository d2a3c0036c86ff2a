namespace StreamShield.Onnx;

/// <summary>Order of a tensor's axes.</summary>
public enum TensorLayout
{
    /// <summary>Batch, channels, rows, columns: one plane per channel.</summary>
    Nchw = 0,

    /// <summary>Batch, rows, columns, channels: interleaved.</summary>
    Nhwc,
}
