namespace StreamShield.Audit.Live;

/// <summary>A finding of a check before a stream.</summary>
/// <param name="Kind">Its category, for programs.</param>
/// <param name="MustMend">True if it must be fixed before going live; false if it is advice.</param>
/// <param name="Words">Cause and cure, in one or two sentences.</param>
public sealed record LiveFinding(LiveFindingKind Kind, bool MustMend, string Words);
