namespace StreamShield.Onnx;

/// <summary>What a model gives: float32, [1,channels,rows,columns] or [1,rows,columns,channels]; rows and columns are the matte's size.</summary>
/// <param name="Name">Name of the output in the model.</param>
/// <param name="Layout">Order of the axes.</param>
/// <param name="Channels">Number of channels, 1..64.</param>
/// <param name="Channel">The person's channel, from 0.</param>
/// <param name="Activation">What makes alpha of the raw values.</param>
/// <param name="Everybody">
/// The channel of everybody in the picture, when the person's channel is the streamer alone under a prior of the streamer; null when the two are the same. Not with softmax.
/// </param>
public sealed record ModelOutput(string Name, TensorLayout Layout, int Channels, int Channel, Activation Activation, int? Everybody = null);
