namespace StreamShield.Core.Pipeline;

/// <summary>Counts since the start of the session.</summary>
/// <param name="Captured">Frames that the source delivered.</param>
/// <param name="Shielded">Frames that were shown shielded.</param>
/// <param name="Dropped">Frames replaced by a newer one while the shield was busy.</param>
/// <param name="TooOld">Frames that were too old when their turn came.</param>
/// <param name="Failed">Frames on which a stage failed.</param>
public readonly record struct ShieldCounters(long Captured, long Shielded, long Dropped, long TooOld, long Failed);
