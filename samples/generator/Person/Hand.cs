using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>A hand with jointed fingers; its limbs are placed in world coordinates once per pose.</summary>
internal sealed class Hand
{
    private readonly (Vector3 A, Vector3 B, float Ra, float Rb)[][] _fingers = new (Vector3, Vector3, float, float)[5][];
    private readonly (Vector3 A, Vector3 B, float Ra, float Rb)[] _palm;
    private readonly Vector3 _centre;

    /// <summary>Places the hand of an arm.</summary>
    public Hand(ArmBones arm)
    {
        Frame3 frame = arm.Hand;
        _centre = frame.ToWorld(new Vector3(0f, 8f, 0f));

        // Thumb side is +x for the actor's right hand when the palm looks at the camera.
        float side = -arm.Side;
        Vector3 At(float x, float y, float z) => frame.ToWorld(new Vector3(x * side, y, z));

        _palm =
        [
            (arm.Wrist - frame.DirectionToWorld(new Vector3(0f, 4f, 0f)), At(0f, 1f, 0f), 2.5f, 2.3f),
            (At(0.9f, 1.2f, 0f), At(2.35f, 8.0f, 0f), 1.45f, 1.0f),
            (At(0.3f, 1.2f, -0.1f), At(0.75f, 8.5f, -0.1f), 1.5f, 1.02f),
            (At(-0.4f, 1.2f, -0.1f), At(-0.85f, 8.2f, -0.1f), 1.5f, 1.0f),
            (At(-1.1f, 1.2f, 0f), At(-2.35f, 7.4f, 0f), 1.4f, 0.92f),
            (At(1.4f, 1.8f, 0.5f), At(3.3f, 4.6f, 1.0f), 1.4f, 1.15f),
        ];

        float[] x = [2.35f, 0.75f, -0.85f, -2.35f];
        float[] y = [8.2f, 8.7f, 8.4f, 7.6f];
        float[] length = [6.8f, 7.6f, 7.1f, 5.6f];
        float[] radius = [0.88f, 0.92f, 0.87f, 0.76f];
        float[] spread = [0.16f, 0.03f, -0.08f, -0.22f];
        for (int i = 0; i < 4; i++)
        {
            _fingers[i] = Finger(At(x[i], y[i], 0f), frame, spread[i] * side, length[i], radius[i], arm.Curl * (0.8f + 0.12f * i) + 0.04f);
        }

        Vector3 knuckle = At(3.5f, 4.9f, 1.0f);
        Vector3 middle = At(4.75f, 7.3f, 1.1f);
        Vector3 tip = At(5.45f, 9.5f, 0.9f);
        _fingers[4] = [(knuckle, middle, 1.1f, 0.9f), (middle, tip, 0.88f, 0.66f)];
    }

    /// <summary>Signed distance to the hand, in world coordinates.</summary>
    public float Distance(Vector3 p, float slack = 2f)
    {
        float bound = (p - _centre).Length() - 13f;
        if (bound > slack)
        {
            return bound;
        }

        float d = float.MaxValue;
        foreach ((Vector3 a, Vector3 b, float ra, float rb) in _palm)
        {
            float limb = Sdf.Limb(p, a, b, ra, rb);
            d = d > 1e6f ? limb : Sdf.Join(d, limb, 1.3f);
        }

        float all = d;
        foreach ((Vector3 A, Vector3 B, float Ra, float Rb)[] finger in _fingers)
        {
            float f = float.MaxValue;
            foreach ((Vector3 a, Vector3 b, float ra, float rb) in finger)
            {
                float limb = Sdf.Limb(p, a, b, ra, rb);
                f = f > 1e6f ? limb : Sdf.Join(f, limb, 0.25f);
            }

            all = MathF.Min(all, Sdf.Join(d, f, 0.7f));
        }

        return all;
    }

    private static (Vector3 A, Vector3 B, float Ra, float Rb)[] Finger(
        Vector3 root, Frame3 frame, float spread, float length, float radius, float curl)
    {
        var bones = new (Vector3, Vector3, float, float)[3];
        float[] share = [0.46f, 0.31f, 0.23f];
        float bend = 0f;
        float r = radius;
        for (int i = 0; i < 3; i++)
        {
            bend += curl * (i == 0 ? 0.7f : 1f);
            Vector3 direction = frame.DirectionToWorld(new Vector3(
                MathF.Sin(spread) * MathF.Cos(bend), MathF.Cos(spread) * MathF.Cos(bend), MathF.Sin(bend)));
            Vector3 end = root + direction * (length * share[i] - (i == 2 ? radius * 0.6f : 0f));
            bones[i] = (root, end, r, r * 0.9f);
            r *= 0.9f;
            root = end;
        }

        return bones;
    }
}
