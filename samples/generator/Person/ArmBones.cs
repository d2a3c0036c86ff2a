using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>One arm, solved.</summary>
/// <param name="Shoulder">Shoulder joint.</param>
/// <param name="Elbow">Elbow joint.</param>
/// <param name="Wrist">Wrist joint.</param>
/// <param name="Hand">Origin at the wrist, y along the fingers, z out of the palm.</param>
/// <param name="Side">+1 for the actor's left, -1 for the right.</param>
/// <param name="Curl">How far the fingers are bent, radians per joint.</param>
internal sealed record ArmBones(Vector3 Shoulder, Vector3 Elbow, Vector3 Wrist, Frame3 Hand, float Side, float Curl);
