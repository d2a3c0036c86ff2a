using StreamShield.Core.Profiles;

namespace StreamShield.Core.Storage;

/// <summary>One profile in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Profile">The profile; null when the file cannot be used.</param>
/// <param name="Problem">One sentence when the file cannot be used; otherwise empty.</param>
/// <param name="Plate">Condition of its plate.</param>
public sealed record ProfileEntry(string Name, string Path, Profile? Profile, string Problem, PlateCondition Plate);
