using StreamShield.Core.Frames;

namespace StreamShield.App.Profiles;

/// <summary>The result of loading a plate.</summary>
/// <param name="Plate">The plate; null if there is none.</param>
/// <param name="Trouble">What is wrong with it, in one sentence; empty if nothing is.</param>
internal sealed record LoadedPlate(Plate? Plate, string Trouble);
