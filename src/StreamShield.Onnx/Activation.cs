namespace StreamShield.Onnx;

/// <summary>How a model's raw values become alpha 0..1.</summary>
public enum Activation
{
    /// <summary>The values are alpha already.</summary>
    None = 0,

    /// <summary>The logistic function of the selected channel.</summary>
    Sigmoid,

    /// <summary>The softmax over all channels, at the selected one.</summary>
    Softmax,
}
