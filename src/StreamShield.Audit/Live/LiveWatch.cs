using StreamShield.Core.Pipeline;

namespace StreamShield.Audit.Live;

/// <summary>What a session reported while it was watched.</summary>
/// <param name="Seconds">How long it was watched, in seconds.</param>
/// <param name="Shown">Number of shielded pictures shown.</param>
/// <param name="Dropped">Frames replaced by newer ones.</param>
/// <param name="WantedRate">Frames per second that source and session should deliver.</param>
/// <param name="SlateShare">Share of the time in which the slate was shown, 0..1.</param>
/// <param name="Slate">Why the slate was last shown; null if it was not.</param>
internal sealed record LiveWatch(double Seconds, long Shown, long Dropped, double WantedRate, double SlateShare, ShieldState? Slate);
