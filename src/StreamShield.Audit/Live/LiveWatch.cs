using StreamShield.Core.Pipeline;

namespace StreamShield.Audit.Live;

/// <summary>What was seen of a session from outside.</summary>
/// <param name="Seconds">How long.</param>
/// <param name="Shown">Pictures shown shielded.</param>
/// <param name="Dropped">Frames replaced by newer ones.</param>
/// <param name="WantedRate">Pictures per second that source and session promise.</param>
/// <param name="SlateShare">Share of the time in which the slate was shown, 0..1.</param>
/// <param name="Slate">Why it was shown last; null when it was not.</param>
internal sealed record LiveWatch(double Seconds, long Shown, long Dropped, double WantedRate, double SlateShare, ShieldState? Slate);
