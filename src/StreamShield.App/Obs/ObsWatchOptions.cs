namespace StreamShield.App.Obs;

/// <summary>The guard as the user asked for it.</summary>
/// <param name="Access">Where OBS is and how to get in.</param>
/// <param name="Guard">What to do.</param>
internal sealed record ObsWatchOptions(ObsAccess Access, GuardOptions Guard);
