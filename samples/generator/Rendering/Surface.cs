using System.Numerics;
using StreamShield.DemoClip.Person;

namespace StreamShield.DemoClip.Rendering;

/// <summary>A point of the actor to be lit.</summary>
/// <param name="Position">Where it is.</param>
/// <param name="Normal">Outward normal with fine detail.</param>
/// <param name="SoftNormal">Outward normal of the coarse shape, for light that spreads under the skin.</param>
/// <param name="View">Towards the lens.</param>
/// <param name="Part">What it is made of.</param>
/// <param name="Openness">1 in the open, 0 in a crease.</param>
/// <param name="KeyLight">How much of the key light arrives, 0..1.</param>
/// <param name="RimLight">How much of the light from behind arrives, 0..1.</param>
internal readonly record struct Surface(
    Vector3 Position,
    Vector3 Normal,
    Vector3 SoftNormal,
    Vector3 View,
    BodyPart Part,
    float Openness,
    float KeyLight,
    float RimLight);
