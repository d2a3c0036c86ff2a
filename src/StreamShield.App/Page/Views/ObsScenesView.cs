using StreamShield.App.Obs;

namespace StreamShield.App.Page.Views;

/// <summary>What OBS shows and captures.</summary>
/// <param name="Trouble">Why OBS cannot be reached, with the cure; empty when it was.</param>
/// <param name="Scene">The scene on air.</param>
/// <param name="IsIn">True when that scene contains the shielded picture of this run.</param>
/// <param name="Raw">Cameras and microphones that OBS captures itself.</param>
internal sealed record ObsScenesView(string Trouble, string Scene, bool IsIn, IReadOnlyList<RawSource> Raw);
