namespace StreamShield.App.Obs;

/// <summary>What the guard works with.</summary>
/// <param name="Options">What to do.</param>
/// <param name="Cameras">Knows raw cameras.</param>
/// <param name="Shield">Tells whether the picture is live; null guards the scenes alone.</param>
/// <param name="Picture">Address of the shielded picture, put into OBS's sources of it when they have an old one; null leaves them alone.</param>
/// <param name="Say">Takes a sentence, on any thread.</param>
/// <param name="Time">The clock.</param>
internal sealed record GuardContext(GuardOptions Options, RawCameras Cameras, ShieldSignal? Shield, string? Picture, Action<string> Say, TimeProvider Time);
