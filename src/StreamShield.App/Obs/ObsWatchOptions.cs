namespace StreamShield.App.Obs;

/// <summary>The guard's options as given by the user.</summary>
/// <param name="Access">The address of OBS and its password.</param>
/// <param name="Guard">What to do.</param>
internal sealed record ObsWatchOptions(ObsAccess Access, GuardOptions Guard);
