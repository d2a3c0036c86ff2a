namespace StreamShield.Onnx;

/// <summary>What turns a model's raw values into alpha 0..1.</summary>
public enum Activation
{
    /// <summary>Nothing: the values are alpha already.</summary>
    None = 0,

    /// <summary>The logistic function of the chosen channel.</summary>
    Sigmoid,

    /// <summary>The share of the chosen channel among all channels' exponentials.</summary>
    Softmax,
}
