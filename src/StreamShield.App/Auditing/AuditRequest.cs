using StreamShield.App.Profiles;
using StreamShield.Core.Settings;

namespace StreamShield.App.Auditing;

/// <summary>What is to be audited.</summary>
/// <param name="Raw">The raw clip.</param>
/// <param name="Output">Its finished output; null to run the shield on it.</param>
/// <param name="Matte">The streamer's exact matte as a grey clip; null to estimate.</param>
/// <param name="Plate">The picture of the empty room that the shield uses; it completes what the clip shows of the room.</param>
/// <param name="Candidates">Folder of pictures of other rooms; null for no line-up.</param>
/// <param name="Settings">How the shield hides, or null when a finished output hides in an unknown way.</param>
/// <param name="Model">Name or file of the model; null for the embedded one.</param>
/// <param name="Threads">Threads of the model.</param>
/// <param name="WithRawPictures">True to put pictures of the room into the report.</param>
internal sealed record AuditRequest(
    string Raw,
    string? Output,
    string? Matte,
    PlateChoice Plate,
    string? Candidates,
    ShieldSettings? Settings,
    string? Model,
    int Threads,
    bool WithRawPictures);
