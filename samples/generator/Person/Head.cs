using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>The sculpted head without eyes and hair, in head coordinates. It is symmetric, so only half is modelled.</summary>
internal sealed class Head
{
    /// <summary>Centre of the eye on the positive side.</summary>
    public static readonly Vector3 EyeCentre = new(3.2f, 0f, 4.75f);

    /// <summary>Radius of the eyeball.</summary>
    public const float EyeRadius = 1.68f;

    private readonly float _smile;
    private readonly float _open;
    private readonly Vector3 _upperNormal;
    private readonly Vector3 _lowerNormal;

    /// <summary>Takes the expression from a pose.</summary>
    public Head(Pose pose)
    {
        _smile = pose.Smile;
        _open = pose.MouthOpen;
        UpperLid = Scalar.Mix(0.37f - 0.25f * pose.GazePitch + 0.07f * pose.BrowRaise - 0.04f * pose.Smile, -0.30f, pose.Blink);
        float lower = Scalar.Mix(-0.43f + 0.09f * pose.Smile, -0.34f, pose.Blink);
        _upperNormal = new Vector3(0f, MathF.Cos(UpperLid), -MathF.Sin(UpperLid));
        _lowerNormal = new Vector3(0f, -MathF.Cos(lower), MathF.Sin(lower));
    }

    /// <summary>Angle of the upper lid's edge above the eye's axis.</summary>
    public float UpperLid { get; }

    /// <summary>Height of the line between the lips at a distance from the middle.</summary>
    public float LipLine(float x) => -6.55f - 0.12f * _open + (0.03f + 0.085f * _smile) * (x * x);

    /// <summary>Signed distance to the skin.</summary>
    public float Distance(Vector3 p)
    {
        var q = new Vector3(MathF.Abs(p.X), p.Y, p.Z);
        float d = Sdf.Ellipsoid(q, new Vector3(0f, 3.1f, -1.7f), new Vector3(7.2f, 8.5f, 8.9f));
        d = Sdf.Join(d, Sdf.Ellipsoid(q, new Vector3(0f, -2.9f, 1.5f), new Vector3(5.7f, 7.3f, 6.3f)), 2.6f);
        d = Sdf.Join(d, Sdf.Limb(q, new Vector3(4.45f, -5.0f, 0.8f), new Vector3(0.6f, -9.2f, 5.2f), 1.75f, 1.35f), 2.8f);
        d = Sdf.Join(d, Sdf.Ellipsoid(q, new Vector3(0f, -9.35f, 5.8f), new Vector3(1.45f, 1.4f, 1.55f)), 1.8f);
        d = Sdf.Join(
            d, Sdf.Ellipsoid(q, new Vector3(3.2f, -2.8f + 0.2f * _smile, 4.75f + 0.2f * _smile), new Vector3(2.25f, 1.9f, 2.15f)), 2.4f);
        d = Sdf.Join(d, Sdf.Limb(q, new Vector3(0f, 1.9f, 6.55f), new Vector3(4.4f, 1.9f, 4.7f), 0.7f, 0.6f), 2.6f);
        d = Sdf.Carve(d, Sdf.Ellipsoid(q, new Vector3(3.2f, -0.05f, 7.5f), new Vector3(2.1f, 1.25f, 1.75f)), 1.3f);
        d = Sdf.Join(d, Sdf.Ellipsoid(q, new Vector3(0f, -6.4f, 5.2f), new Vector3(2.9f, 2.5f, 2.45f)), 2.2f);
        d = Nose(q, d);
        d = Mouth(q, d);
        return Lids(q, d);
    }

    private static float Nose(Vector3 q, float d)
    {
        if (q.X > 3.4f)
        {
            return d;
        }

        d = Sdf.Join(d, Sdf.Limb(q, new Vector3(0f, 1.2f, 6.55f), new Vector3(0f, -2.9f, 8.75f), 0.55f, 0.78f), 1.1f);
        d = Sdf.Join(d, Sdf.Sphere(q, new Vector3(0f, -3.15f, 8.75f), 0.92f), 0.5f);
        d = Sdf.Join(d, Sdf.Ellipsoid(q, new Vector3(0.98f, -3.45f, 7.85f), new Vector3(0.7f, 0.62f, 0.95f)), 0.55f);
        return Sdf.Carve(d, Sdf.Ellipsoid(q, new Vector3(0.52f, -4.05f, 8.25f), new Vector3(0.36f, 0.3f, 0.5f)), 0.3f);
    }

    private float Mouth(Vector3 q, float d)
    {
        if (q.X > 4f)
        {
            return d;
        }

        float corner = LipLine(2.35f);
        float line = LipLine(0f);
        float drop = 0.55f * _open;
        float width = 2.25f + 0.28f * _smile - 0.25f * _open;
        float back = 6.45f - 0.1f * _smile;
        d = Sdf.Join(d, Sdf.Limb(q, new Vector3(0.45f, line + 0.42f, 7.55f), new Vector3(width, corner + 0.08f, back), 0.36f, 0.12f), 0.5f);
        d = Sdf.Join(d, Sdf.Limb(q, new Vector3(0f, line - 0.55f - drop, 7.38f),
            new Vector3(width - 0.2f, corner - 0.1f - 0.3f * drop, back), 0.52f, 0.14f), 0.5f);
        var a = new Vector3(0f, line - 0.5f * drop, 8.1f);
        var b = new Vector3(width * 0.55f, LipLine(width * 0.55f) - 0.4f * drop, 7.75f);
        var c = new Vector3(width + 0.15f, corner, 6.95f);
        float slit = MathF.Min(Sdf.Limb(q, a, b, 0.1f + 0.5f * drop, 0.1f + 0.38f * drop), Sdf.Limb(q, b, c, 0.1f + 0.38f * drop, 0.05f));
        return Sdf.Carve(d, slit, 0.22f);
    }

    private float Lids(Vector3 q, float d)
    {
        Vector3 e = q - EyeCentre;
        float shell = e.Length() - (EyeRadius + 0.13f);
        if (shell > 1f)
        {
            return d;
        }

        // The almond: lids meet at the corners, the outer corner a little higher.
        float bend = e.X * e.X;
        float tilt = 0.07f * e.X;
        float upper = MathF.Max(shell, -Vector3.Dot(new Vector3(0f, e.Y + 0.20f * bend - tilt, e.Z), _upperNormal) * 0.85f);
        float lower = MathF.Max(shell, -Vector3.Dot(new Vector3(0f, e.Y - 0.12f * bend - tilt, e.Z), _lowerNormal) * 0.85f);
        d = Sdf.Join(d, upper, 0.28f);
        return Sdf.Join(d, lower, 0.35f);
    }
}
