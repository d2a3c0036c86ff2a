namespace StreamShield.Audit.Results;

/// <summary>How much of the room one attack reconstructed.</summary>
/// <param name="Name">Name of the attack.</param>
/// <param name="Idea">What it does, in one sentence.</param>
/// <param name="Cells">Share of the room's textured cells whose detail is in its reconstruction, 0..1.</param>
/// <param name="Match">Number of features of a photo of the room found in its reconstruction; from 12 on, the room counts as found.</param>
public sealed record AttackFigures(string Name, string Idea, double Cells, int Match);
