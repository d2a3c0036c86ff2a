namespace StreamShield.Audit.Live;

/// <summary>What the measured moments say beside the audit itself.</summary>
/// <param name="Measured">How many moments were measured.</param>
/// <param name="StreamerShare">Share of them in which somebody was shown, 0..1.</param>
/// <param name="Brightness">Mean level of the raw pictures, 0..255.</param>
/// <param name="HasPlate">True when a captured plate was the truth.</param>
/// <param name="Effect">Name of the effect in force.</param>
/// <param name="Changed">True when the settings were changed meanwhile.</param>
/// <param name="Failure">Why looking on failed; null when it did not.</param>
internal sealed record LiveEvidence(long Measured, double StreamerShare, double Brightness, bool HasPlate, string Effect, bool Changed, Exception? Failure);
