namespace StreamShield.App.Obs;

/// <summary>Everything the guard needs.</summary>
/// <param name="Options">What to do.</param>
/// <param name="Cameras">Recognizes raw cameras.</param>
/// <param name="Shield">Tells whether the picture is live; null guards the scenes alone.</param>
/// <param name="Picture">Address of the shielded picture, written into OBS sources that still have an old one; null leaves them alone.</param>
/// <param name="Say">Receives messages for the streamer, on any thread.</param>
/// <param name="Time">The clock.</param>
internal sealed record GuardContext(GuardOptions Options, RawCameras Cameras, ShieldSignal? Shield, string? Picture, Action<string> Say, TimeProvider Time);
