namespace StreamShield.Audit.Results;

/// <summary>What one attack rebuilt of the room.</summary>
/// <param name="Name">The attack.</param>
/// <param name="Idea">In one sentence, what it does.</param>
/// <param name="Cells">Share of the room's textured cells whose detail is in its picture, 0..1.</param>
/// <param name="Match">Features of a photo of the room found in its picture; 12 or more mean found.</param>
public sealed record AttackFigures(string Name, string Idea, double Cells, int Match);
