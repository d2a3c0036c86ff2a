namespace StreamShield.App.Obs;

/// <summary>One item of a scene or group.</summary>
/// <param name="Source">Name of the input, scene or group that is shown.</param>
/// <param name="IsOn">False when its eye is closed in OBS.</param>
internal sealed record ObsItem(string Source, bool IsOn);
