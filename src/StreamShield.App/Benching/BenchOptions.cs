using StreamShield.Core.Frames;
using StreamShield.Core.Settings;

namespace StreamShield.App.Benching;

/// <summary>Inputs of a benchmark.</summary>
/// <param name="Source">The clip whose frames are used.</param>
/// <param name="Size">Size that the frames are scaled to.</param>
/// <param name="Frames">Number of frames to measure.</param>
/// <param name="Settings">The shield's settings.</param>
/// <param name="Model">Name or file of the model; null for the embedded one.</param>
/// <param name="Threads">Number of model threads.</param>
internal sealed record BenchOptions(string Source, FrameSize Size, int Frames, ShieldSettings Settings, string? Model, int Threads);
