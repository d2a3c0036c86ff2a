namespace StreamShield.Onnx;

/// <summary>The picture input of a model: float32, [1,3,height,width] or [1,height,width,3]; per channel, in <see cref="Channels"/> order, (pixel
/// 0..255 - mean) * scale.</summary>
/// <param name="Name">Name of the input in the model.</param>
/// <param name="Width">Pixels per row, 8..2048.</param>
/// <param name="Height">Rows, 8..2048.</param>
/// <param name="Layout">Order of the axes.</param>
/// <param name="Channels">Order of the colours.</param>
/// <param name="Mean">Three values in pixel units, subtracted first.</param>
/// <param name="Scale">Three factors, finite and not 0.</param>
/// <param name="Fit">How a frame of another shape is fitted to this size. Plate and prior are fitted alike.</param>
public sealed record ModelInput(
    string Name,
    int Width,
    int Height,
    TensorLayout Layout,
    ChannelOrder Channels,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Scale,
    PictureFit Fit = PictureFit.Stretch);
