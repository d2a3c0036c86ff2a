using StreamShield.App.Profiles;
using StreamShield.Core.Settings;
using StreamShield.Core.Sound;

namespace StreamShield.App.Offline;

/// <summary>Options for processing a clip.</summary>
/// <param name="Input">Path of the raw clip.</param>
/// <param name="Output">Path of the shielded clip.</param>
/// <param name="Matte">Path for the matte as a grey clip; null for none.</param>
/// <param name="Report">Path for the report; null for none.</param>
/// <param name="Settings">The shield's settings, from the profile and the command line.</param>
/// <param name="Plate">Where the plate comes from.</param>
/// <param name="Model">Name or file of the model; null for the embedded one.</param>
/// <param name="Room">Name of the stored profile that was used; null for none.</param>
/// <param name="Threads">Number of model threads.</param>
/// <param name="Sound">How the clip's sound is shielded; null leaves it out.</param>
internal sealed record ProcessOptions(string Input, string Output, string? Matte, string? Report, ShieldSettings Settings, PlateChoice Plate, string? Model, string? Room, int Threads, SoundSettings? Sound = null);
