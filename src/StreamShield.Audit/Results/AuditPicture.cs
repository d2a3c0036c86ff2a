namespace StreamShield.Audit.Results;

/// <summary>A picture in the report.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Jpeg">The encoded picture.</param>
/// <param name="IsRaw">True if it shows the room itself; a report has such pictures only on request.</param>
public sealed record AuditPicture(string Title, byte[] Jpeg, bool IsRaw = false);
