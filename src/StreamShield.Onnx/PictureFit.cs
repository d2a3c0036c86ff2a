namespace StreamShield.Onnx;

/// <summary>How a frame of another shape is fitted to a model's size.</summary>
public enum PictureFit
{
    /// <summary>The whole frame is stretched.</summary>
    Stretch = 0,

    /// <summary>The frame keeps its shape and is centred. The rest is 0 after normalising.</summary>
    Letterbox,
}
