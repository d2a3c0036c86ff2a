using StreamShield.Core.Frames;

namespace StreamShield.App.Profiles;

/// <summary>A plate that was read.</summary>
/// <param name="Plate">Null where there is none.</param>
/// <param name="Trouble">What is wrong with it, or that it is lost: one sentence; empty where all is well.</param>
internal sealed record LoadedPlate(Plate? Plate, string Trouble);
