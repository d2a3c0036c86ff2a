using StreamShield.App.Obs;
using StreamShield.App.Profiles;
using StreamShield.Core.Frames;
using StreamShield.Core.Settings;

namespace StreamShield.App.Live;

/// <summary>What a live run was asked for.</summary>
/// <param name="Source">Text naming the source; null for the first webcam, or the demo clip without one.</param>
/// <param name="Size">Size of the picture.</param>
/// <param name="FramesPerSecond">Steady rate of the picture.</param>
/// <param name="Settings">What the shield does, from the room and the command line.</param>
/// <param name="Plate">Where the picture of the empty room comes from, and the room with all that the command line changes of it.</param>
/// <param name="Model">Name or file of the model; null for the embedded one.</param>
/// <param name="Port">Port; null for the usual one, or a free one when that is taken.</param>
/// <param name="Sinks">Where the picture goes beside the address, as typed; empty for the best virtual camera that is ready.</param>
/// <param name="Threads">Threads of the model.</param>
/// <param name="OpenPage">Open the control page when a person is there to see it.</param>
/// <param name="KeepToken">Use the address of earlier runs.</param>
/// <param name="Frames">Stop after so many shielded pictures; null to go on.</param>
/// <param name="Seconds">Stop after so many seconds; null to go on.</param>
/// <param name="Desktop">Whether and how it stands on the user's desktop.</param>
/// <param name="Obs">The guard over OBS; null for none.</param>
internal sealed record RunOptions(
    string? Source,
    FrameSize Size,
    double FramesPerSecond,
    ShieldSettings Settings,
    PlateChoice Plate,
    string? Model,
    int? Port,
    IReadOnlyList<string> Sinks,
    int Threads,
    bool OpenPage,
    bool KeepToken,
    long? Frames,
    double? Seconds,
    DesktopOptions Desktop,
    ObsWatchOptions? Obs = null);

/// <summary>A run on the user's desktop.</summary>
/// <param name="FromMenu">Started from a menu or at login: there is no terminal, and one instance is enough.</param>
/// <param name="PanicKey">The panic key as text; null for the stored one.</param>
internal sealed record DesktopOptions(bool FromMenu, string? PanicKey);
