using StreamShield.App.Obs;

namespace StreamShield.App.Page.Views;

/// <summary>What goes out of OBS.</summary>
/// <param name="Trouble">Why OBS cannot be asked, with the cure; empty when it was.</param>
/// <param name="Scene">The scene that goes out.</param>
/// <param name="IsIn">True when that scene holds the shielded picture of this run.</param>
/// <param name="Raw">Cameras and microphones that OBS takes itself.</param>
internal sealed record ObsScenesView(string Trouble, string Scene, bool IsIn, IReadOnlyList<RawSource> Raw);
