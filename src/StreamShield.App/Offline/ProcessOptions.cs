using StreamShield.App.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;

namespace StreamShield.App.Offline;

/// <summary>What a clip is to be turned into.</summary>
/// <param name="Input">The raw clip.</param>
/// <param name="Output">The shielded clip.</param>
/// <param name="Matte">Where to write the matte as a grey clip; null for nowhere.</param>
/// <param name="Report">Where to write the report; null for nowhere.</param>
/// <param name="Settings">What the shield does, from the room and the command line.</param>
/// <param name="Plate">Where the picture of the empty room comes from.</param>
/// <param name="Model">Name or file of the model; null for the embedded one.</param>
/// <param name="Room">Name of the stored room that these came from; null for none.</param>
/// <param name="Threads">Threads of the model.</param>
/// <param name="Sound">How the clip's sound is shielded; null leaves it out.</param>
internal sealed record ProcessOptions(string Input, string Output, string? Matte, string? Report, ShieldSettings Settings, PlateChoice Plate, string? Model, string? Room, int Threads, SoundSettings? Sound = null);
