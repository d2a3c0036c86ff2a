namespace StreamShield.Onnx;

/// <summary>Order of the colour channels that a model was trained on.</summary>
public enum ChannelOrder
{
    /// <summary>Red first.</summary>
    Rgb = 0,

    /// <summary>Blue first, as frames are stored.</summary>
    Bgr,
}
