using StreamShield.Core.Profiles;

namespace StreamShield.Core.Storage;

/// <summary>One room of a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Profile">The profile; null when the file cannot be used.</param>
/// <param name="Problem">One sentence when the file cannot be used; else empty.</param>
/// <param name="Plate">How its plate stands.</param>
public sealed record ProfileEntry(string Name, string Path, Profile? Profile, string Problem, PlateCondition Plate);
