using StreamShield.App.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;

namespace StreamShield.App.Auditing;

/// <summary>Inputs of an audit.</summary>
/// <param name="Raw">The raw clip.</param>
/// <param name="Output">Its finished output; null to run the shield on the raw clip.</param>
/// <param name="Matte">The streamer's exact matte as a grey clip; null to estimate it.</param>
/// <param name="Plate">The plate that the shield uses; the audit also takes from it what the clip never shows of the room.</param>
/// <param name="Candidates">Folder with pictures of other rooms; null for no line-up.</param>
/// <param name="Settings">How the shield hides; null if a finished output hides in an unknown way.</param>
/// <param name="Sound">What the shield does to the sound.</param>
/// <param name="Model">Name or file of the model; null for the embedded one.</param>
/// <param name="Threads">Number of model threads.</param>
/// <param name="WithRawPictures">True to include raw pictures of the room in the report.</param>
internal sealed record AuditRequest(
    string Raw,
    string? Output,
    string? Matte,
    PlateChoice Plate,
    string? Candidates,
    ShieldSettings? Settings,
    SoundSettings Sound,
    string? Model,
    int Threads,
    bool WithRawPictures);
