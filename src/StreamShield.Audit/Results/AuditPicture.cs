namespace StreamShield.Audit.Results;

/// <summary>A picture of the report.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Jpeg">The encoded picture.</param>
/// <param name="IsRaw">True when it shows the room itself, which a report holds only when asked for.</param>
public sealed record AuditPicture(string Title, byte[] Jpeg, bool IsRaw = false);
