namespace StreamShield.Audit.Live;

/// <summary>What the measured moments show besides the audit itself.</summary>
/// <param name="Measured">Number of measured moments.</param>
/// <param name="StreamerShare">Share of them in which a person was visible, 0..1.</param>
/// <param name="Judged">Mean share of what was hidden that looks like the known room, 0..1: only that is judged.</param>
/// <param name="Brightness">Mean level of the raw pictures, 0..255.</param>
/// <param name="HasPlate">True if a captured plate was the reference.</param>
/// <param name="Effect">Name of the active effect.</param>
/// <param name="Changed">True if the settings were changed during the check.</param>
/// <param name="Failure">Why watching failed; null if it did not.</param>
internal sealed record LiveEvidence(long Measured, double StreamerShare, double Judged, double Brightness, bool HasPlate, string Effect, bool Changed, Exception? Failure);
