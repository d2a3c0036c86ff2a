namespace StreamShield.Audit.Live;

/// <summary>Something that a check before a stream found.</summary>
/// <param name="Kind">What it is about, for programs.</param>
/// <param name="MustMend">True when it stands in the way of going live; false when it is advice.</param>
/// <param name="Words">Cause and cure, in one sentence or two.</param>
public sealed record LiveFinding(LiveFindingKind Kind, bool MustMend, string Words);
