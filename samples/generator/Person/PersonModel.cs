using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>The whole actor for one pose as a signed distance field in world coordinates.</summary>
internal sealed class PersonModel
{
    private readonly Hand _leftHand;
    private readonly Hand _rightHand;
    private readonly Vector3 _neckTop;
    private readonly Vector3 _headCentre;

    /// <summary>Builds the actor for a pose.</summary>
    public PersonModel(Pose pose)
    {
        Skeleton = new Skeleton(pose);
        Head = new Head(pose);
        Sweater = new Sweater(Skeleton);
        _leftHand = new Hand(Skeleton.Left);
        _rightHand = new Hand(Skeleton.Right);
        _neckTop = Skeleton.Head.ToWorld(new Vector3(0f, -6.5f, -2.6f));
        _headCentre = Skeleton.Head.ToWorld(new Vector3(0f, 1f, -1f));
    }

    /// <summary>The solved joints.</summary>
    public Skeleton Skeleton { get; }

    /// <summary>The sculpted head.</summary>
    public Head Head { get; }

    /// <summary>The clothes.</summary>
    public Sweater Sweater { get; }

    /// <summary>Spheres (centre, radius) that together hold the whole actor.</summary>
    public IEnumerable<(Vector3 Centre, float Radius)> Bounds()
    {
        yield return (_headCentre, 17f);
        yield return (Skeleton.Torso.ToWorld(new Vector3(0f, 34f, 0f)), 28f);
        yield return (Skeleton.Torso.ToWorld(new Vector3(0f, 12f, 0f)), 26f);
        foreach (ArmBones arm in new[] { Skeleton.Left, Skeleton.Right })
        {
            yield return ((arm.Shoulder + arm.Elbow) * 0.5f, 22f);
            yield return ((arm.Elbow + arm.Wrist) * 0.5f, 19f);
            yield return (arm.Hand.ToWorld(new Vector3(0f, 8f, 0f)), 13f);
        }
    }

    /// <summary>Signed distance to the nearest surface.</summary>
    /// <param name="p">A point of the world.</param>
    /// <param name="slack">Parts farther off than this may report less than their true distance.</param>
    public float Distance(Vector3 p, float slack = 2f)
    {
        float d = HeadDistance(p, slack);
        d = MathF.Min(d, Sweater.Distance(p, slack));
        d = MathF.Min(d, _leftHand.Distance(p, slack));
        return MathF.Min(d, _rightHand.Distance(p, slack));
    }

    /// <summary>Which part the surface at a point belongs to.</summary>
    public BodyPart PartAt(Vector3 p)
    {
        bool farFromSkin = (p - _headCentre).Length() > 21f
            && (p - Skeleton.Left.Wrist).Length() > 24f && (p - Skeleton.Right.Wrist).Length() > 24f;
        if (farFromSkin)
        {
            return BodyPart.Sweater;
        }

        Vector3 h = Skeleton.Head.ToLocal(p);
        float best = MathF.Min(SkinOfHead(p, h), MathF.Min(_leftHand.Distance(p), _rightHand.Distance(p)));
        BodyPart part = BodyPart.Skin;
        Take(Sweater.Distance(p), BodyPart.Sweater);
        Take(EyeDistance(h), BodyPart.Eye);
        Take(HairVolume.Distance(h), BodyPart.Hair);
        Take(Headphones.Shell(h), BodyPart.Shell);
        Take(Headphones.Cushion(h), BodyPart.Cushion);
        return part;

        void Take(float d, BodyPart candidate)
        {
            if (d < best)
            {
                best = d;
                part = candidate;
            }
        }
    }

    private static float EyeDistance(Vector3 h) =>
        Sdf.Sphere(new Vector3(MathF.Abs(h.X), h.Y, h.Z), Head.EyeCentre, Head.EyeRadius);

    private float HeadDistance(Vector3 p, float slack)
    {
        float bound = (p - _headCentre).Length() - 17.5f;
        if (bound > slack)
        {
            return MathF.Min(bound, NeckDistance(p));
        }

        Vector3 h = Skeleton.Head.ToLocal(p);
        float d = MathF.Min(SkinOfHead(p, h), EyeDistance(h));
        d = MathF.Min(d, HairVolume.Distance(h));
        return MathF.Min(d, MathF.Min(Headphones.Shell(h), Headphones.Cushion(h)));
    }

    private float SkinOfHead(Vector3 p, Vector3 h) => Sdf.Join(Head.Distance(h), NeckDistance(p), 1.6f);

    private float NeckDistance(Vector3 p)
    {
        float d = Sdf.Limb(p, Skeleton.NeckBase, _neckTop, 5.5f, 5.0f);

        // The two cords from behind the ears to the pit of the throat.
        Vector3 pit = Skeleton.Torso.ToWorld(new Vector3(0.9f, 49.5f, 3.0f));
        Vector3 pit2 = Skeleton.Torso.ToWorld(new Vector3(-0.9f, 49.5f, 3.0f));
        Vector3 ear = Skeleton.Head.ToWorld(new Vector3(5.2f, -5.5f, -2.5f));
        Vector3 ear2 = Skeleton.Head.ToWorld(new Vector3(-5.2f, -5.5f, -2.5f));
        d = Sdf.Join(d, Sdf.Limb(p, pit, ear, 0.7f, 1.0f), 1.5f);
        return Sdf.Join(d, Sdf.Limb(p, pit2, ear2, 0.7f, 1.0f), 1.5f);
    }
}
