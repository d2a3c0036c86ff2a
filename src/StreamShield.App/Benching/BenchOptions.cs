using StreamShield.Core.Frames;
using StreamShield.Core.Settings;

namespace StreamShield.App.Benching;

/// <summary>What to measure.</summary>
/// <param name="Source">The clip whose frames are used.</param>
/// <param name="Size">Size that the frames are scaled to.</param>
/// <param name="Frames">Frames measured.</param>
/// <param name="Settings">Effect and strength.</param>
/// <param name="Model">Name or file of the model; null for the embedded one.</param>
/// <param name="Threads">Threads of the model.</param>
internal sealed record BenchOptions(string Source, FrameSize Size, int Frames, ShieldSettings Settings, string? Model, int Threads);
