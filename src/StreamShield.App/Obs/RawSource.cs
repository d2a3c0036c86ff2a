namespace StreamShield.App.Obs;

/// <summary>A camera or microphone that OBS captures itself, past the shield.</summary>
/// <param name="IsCamera">False for a microphone.</param>
/// <param name="Source">The input's name in OBS.</param>
/// <param name="Device">The display name of its device.</param>
/// <param name="Scenes">Scenes that hold it; empty for a microphone that OBS captures in every scene.</param>
/// <param name="IsOn">True when it is visible in one of the scenes, or not muted.</param>
internal sealed record RawSource(bool IsCamera, string Source, string Device, IReadOnlyList<string> Scenes, bool IsOn);
