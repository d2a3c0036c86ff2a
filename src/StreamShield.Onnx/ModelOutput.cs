namespace StreamShield.Onnx;

/// <summary>The output of a model: float32, [1,channels,rows,columns] or [1,rows,columns,channels]; rows and columns are the matte's size.</summary>
/// <param name="Name">Name of the output in the model.</param>
/// <param name="Layout">Order of the axes.</param>
/// <param name="Channels">Number of channels, 1..64.</param>
/// <param name="Channel">Index of the person's channel, from 0.</param>
/// <param name="Activation">How raw values become alpha.</param>
/// <param name="Everybody">Index of the channel for everybody in the picture, for a model whose person's channel shows only the streamer, given a
/// prior of the streamer; null when there is one channel for both. Not allowed with softmax.</param>
public sealed record ModelOutput(string Name, TensorLayout Layout, int Channels, int Channel, Activation Activation, int? Everybody = null);
