using System.Numerics;

namespace StreamShield.DemoClip.Person;

/// <summary>One hair in head coordinates.</summary>
/// <param name="Points">From root to tip.</param>
/// <param name="Width">Thickness at the root, centimetres.</param>
/// <param name="Tint">Brightness against the other hairs.</param>
/// <param name="Brow">True for the hairs of the eyebrows.</param>
internal sealed record Strand(Vector3[] Points, float Width, float Tint, bool Brow);
