using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>Grows and combs the hair once; every frame only moves it.</summary>
internal sealed class HairGroom
{
    private const int HairCount = 15000;
    private const float StepLength = 1.05f;

    private readonly Random _random = new(20);
    private readonly List<Strand> _strands = [];

    private HairGroom()
    {
    }

    /// <summary>All hairs of head and brows.</summary>
    public static IReadOnlyList<Strand> Grow()
    {
        var groom = new HairGroom();
        while (groom._strands.Count < HairCount)
        {
            groom.GrowHair();
        }

        groom.GrowBrows();
        return groom._strands;
    }

    private static Vector3 Outward(Vector3 p)
    {
        const float e = 0.12f;
        var n = new Vector3(
            HairVolume.Distance(p + new Vector3(e, 0f, 0f)) - HairVolume.Distance(p - new Vector3(e, 0f, 0f)),
            HairVolume.Distance(p + new Vector3(0f, e, 0f)) - HairVolume.Distance(p - new Vector3(0f, e, 0f)),
            HairVolume.Distance(p + new Vector3(0f, 0f, e)) - HairVolume.Distance(p - new Vector3(0f, 0f, e)));
        return n.LengthSquared() < 1e-9f ? Vector3.UnitY : Vector3.Normalize(n);
    }

    private static Vector3 Comb(Vector3 p)
    {
        // From the parting outwards and back, then down with gravity.
        float side = p.X >= HairVolume.PartingX ? 1f : -1f;
        float top = Scalar.Step(3f, 10.5f, p.Y);
        var away = new Vector3(side * 1.0f, -0.25f, 0.12f - 0.05f * p.Z);
        var fall = new Vector3(0f, -1f, -0.05f);
        return Vector3.Normalize(Vector3.Lerp(fall, away, top));
    }

    private float Next(float from, float to) => from + (to - from) * _random.NextSingle();

    private void GrowHair()
    {
        // Roots all over the mass's upper shell; many start on the sides so that no layer is bald.
        var direction = Vector3.Normalize(new Vector3(Next(-1f, 1f), Next(-0.55f, 1f), Next(-1f, 1f)));
        Vector3 p = new Vector3(0f, 3.4f, -2f) + direction * new Vector3(7.6f, 8.4f, 9f);
        float opening = HairVolume.FaceOpening(p);
        if (opening < -0.2f)
        {
            return;
        }

        float layer = Next(-0.10f, 0.34f);
        bool loose = _random.NextSingle() < 0.045f;
        float lift = loose ? Next(0.15f, 0.75f) : Next(0f, 0.12f);
        float end = Next(-12.6f, -9.6f) + (loose ? Next(-0.5f, 1.5f) : 0f);
        int clump = (int)MathF.Floor((MathF.Atan2(p.X - HairVolume.PartingX, p.Z) + 4f) * 9f) * 31 + (int)MathF.Floor(p.Y * 0.45f);
        float phase = Noise.Lattice(clump, 1, 0) * MathF.Tau;
        float wave = 0.10f + 0.16f * Noise.Lattice(clump, 2, 0);
        float tint = (0.62f + 0.62f * _random.NextSingle()) * (0.75f + 0.5f * Noise.Lattice(clump, 3, 0));
        var points = new List<Vector3>(26);
        Vector3 heading = Comb(p);
        for (int i = 0; i < 30 && p.Y > end; i++)
        {
            Vector3 normal = Outward(p);
            float s = i / 18f;
            float target = layer + lift * s * s * 2f + 0.07f * MathF.Sin(s * 9f + phase);
            p += normal * Math.Clamp(target - HairVolume.Distance(p), -0.8f, 0.8f);
            points.Add(p);
            heading = Vector3.Normalize(Vector3.Lerp(heading, Comb(p), 0.45f));
            heading = Vector3.Normalize(heading - normal * Vector3.Dot(heading, normal));
            Vector3 across = Vector3.Cross(normal, heading);
            p += (heading + across * (wave * MathF.Sin(s * 7.5f + phase))) * StepLength;
        }

        if (points.Count > 4)
        {
            _strands.Add(new Strand([.. points], loose ? 0.045f : 0.085f, tint, false));
        }
    }

    private void GrowBrows()
    {
        var head = new Head(new Pose());
        for (int i = 0; i < 1000; i++)
        {
            float side = i % 2 == 0 ? 1f : -1f;
            float along = MathF.Sqrt(Next(0f, 1f)) * 0.5f + Next(0f, 0.5f);
            float thick = Scalar.Mix(0.36f, 0.07f, along * along);
            float across = Next(-1f, 1f);
            float x = Scalar.Mix(1.35f, 5.0f, along);
            float y = 2.15f + 0.75f * MathF.Sin(MathF.Min(along * 1.25f, 1.2f) * 1.9f) * 0.75f - 0.5f * along * along + across * thick;
            var heading = Vector3.Normalize(new Vector3(0.5f + along, 0.75f * (1f - along) - 0.35f * along - 0.35f * across, 0f));
            float length = Scalar.Mix(0.65f, 0.5f, along);
            var points = new Vector3[4];
            for (int k = 0; k < 4; k++)
            {
                Vector3 p = new Vector3(x, y, 0f) + heading * (length * k / 3f);
                p.Z = 12f;
                for (int m = 0; m < 24; m++)
                {
                    p.Z -= head.Distance(p) * 0.9f;
                }

                p.Z += 0.03f + 0.02f * k;
                points[k] = p with { X = p.X * side };
            }

            _strands.Add(new Strand(points, 0.06f, Next(0.5f, 0.8f), true));
        }
    }
}
