using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>The knitted sweater: torso, sleeves, cuffs and collar, with folds where cloth would gather.</summary>
internal sealed class Sweater
{
    private readonly Frame3 _torso;
    private readonly float _breath;
    private readonly ArmBones _left;
    private readonly ArmBones _right;
    private readonly Vector3 _leftMiddle;
    private readonly Vector3 _rightMiddle;
    private readonly float _leftReach;
    private readonly float _rightReach;
    private readonly Vector3 _leftLocalShoulder;
    private readonly Vector3 _rightLocalShoulder;
    private readonly Vector3 _leftLocalElbow;
    private readonly Vector3 _rightLocalElbow;

    /// <summary>Dresses a skeleton.</summary>
    public Sweater(Skeleton skeleton)
    {
        _torso = skeleton.Torso;
        _breath = skeleton.Breath;
        _left = skeleton.Left;
        _right = skeleton.Right;
        (_leftMiddle, _leftReach) = Bound(_left);
        (_rightMiddle, _rightReach) = Bound(_right);
        _leftLocalShoulder = _torso.ToLocal(_left.Shoulder);
        _rightLocalShoulder = _torso.ToLocal(_right.Shoulder);
        _leftLocalElbow = _torso.ToLocal(_left.Elbow);
        _rightLocalElbow = _torso.ToLocal(_right.Elbow);
    }

    /// <summary>Signed distance to the cloth, in world coordinates.</summary>
    public float Distance(Vector3 p, float slack = 2f)
    {
        Vector3 t = _torso.ToLocal(p);
        float above = MathF.Min(t.Y - 53.5f, MathF.Min((p - _leftMiddle).Length() - _leftReach, (p - _rightMiddle).Length() - _rightReach));
        if (above > slack)
        {
            return above;
        }

        float body = Body(t);
        float d = body;

        // Each arm stays on its own side, so the far one cannot matter next to the body.
        if (body > -t.X)
        {
            float upper = Sdf.Limb(t, _leftLocalShoulder, _leftLocalElbow, 5.3f, 4.6f);
            d = MathF.Min(Sdf.Join(d, upper, 5f), Sdf.Join(upper, Forearm(p, _left), 3f));
        }

        if (body > t.X)
        {
            float upper = Sdf.Limb(t, _rightLocalShoulder, _rightLocalElbow, 5.3f, 4.6f);
            d = MathF.Min(Sdf.Join(d, upper, 5f), Sdf.Join(upper, Forearm(p, _right), 3f));
        }

        d = t.Y > 38f ? MathF.Min(d, Collar(t)) : d;
        return d < 1.2f ? d + Folds(p, t) : d;
    }

    /// <summary>Where the knit pattern is laid at a point: x across the wales, y along them, z = how much ribbing.</summary>
    /// <param name="p">A point of the cloth.</param>
    /// <param name="along">The direction of the wales.</param>
    public Vector3 Weave(Vector3 p, out Vector3 along)
    {
        Vector3 t = _torso.ToLocal(p);
        float leftArm = MathF.Min(Sdf.Limb(t, _leftLocalShoulder, _leftLocalElbow, 5.3f, 4.6f), Forearm(p, _left));
        float rightArm = MathF.Min(Sdf.Limb(t, _rightLocalShoulder, _rightLocalElbow, 5.3f, 4.6f), Forearm(p, _right));
        float body = Body(t);
        along = _torso.DirectionToWorld(Vector3.UnitY);
        if (Collar(t) < 0.25f)
        {
            Vector3 c = CollarSpace(t);
            return new Vector3(MathF.Atan2(c.X, c.Z) * 7.6f, c.Y, 1f);
        }

        if (body < MathF.Min(leftArm, rightArm) - 0.4f)
        {
            return new Vector3(MathF.Atan2(t.X, t.Z + 9f) * 20f, t.Y, 0f);
        }

        ArmBones arm = leftArm < rightArm ? _left : _right;
        bool fore = Forearm(p, arm) < Sdf.Limb(p, arm.Shoulder, arm.Elbow, 5.3f, 4.6f);
        Frame3 frame = fore
            ? Frame3.Pointing(arm.Elbow, arm.Wrist - arm.Elbow, arm.Shoulder - arm.Elbow)
            : Frame3.Pointing(arm.Shoulder, arm.Elbow - arm.Shoulder, arm.Elbow - arm.Wrist);
        Vector3 a = frame.ToLocal(p);
        along = frame.DirectionToWorld(Vector3.UnitY);
        float cuff = fore ? Scalar.Step(17.4f, 17.6f, a.Y) : 0f;
        return new Vector3(MathF.Atan2(a.X, a.Z) * 4.9f, a.Y, cuff);
    }

    private static (Vector3 Middle, float Reach) Bound(ArmBones arm)
    {
        Vector3 middle = (arm.Shoulder + arm.Elbow + arm.Wrist) / 3f;
        float reach = MathF.Max((arm.Shoulder - middle).Length(), MathF.Max((arm.Elbow - middle).Length(), (arm.Wrist - middle).Length()));
        return (middle, reach + 6.5f);
    }

    private static float Forearm(Vector3 p, ArmBones arm)
    {
        Vector3 along = arm.Wrist - arm.Elbow;
        float sleeve = Sdf.Limb(p, arm.Elbow, arm.Elbow + along * 0.80f, 4.6f, 4.0f);
        float cuff = Sdf.Limb(p, arm.Elbow + along * 0.86f, arm.Elbow + along * 0.93f, 3.25f, 3.15f);
        return Sdf.Join(sleeve, cuff, 1.2f);
    }

    private static Vector3 CollarSpace(Vector3 t)
    {
        Vector3 c = t - new Vector3(0f, 50.6f, -1.3f);
        const float tilt = 0.30f;
        float cos = MathF.Cos(tilt), sin = MathF.Sin(tilt);
        return new Vector3(c.X * 0.93f, c.Y * cos + c.Z * sin, c.Z * cos - c.Y * sin);
    }

    private static float Collar(Vector3 t)
    {
        Vector3 c = CollarSpace(t);
        c.Y *= 0.55f;
        return Sdf.Ring(c, 6.6f, 0.8f);
    }

    private float Body(Vector3 t)
    {
        var q = new Vector3(MathF.Abs(t.X), t.Y, t.Z);
        float d = Sdf.Ellipsoid(q, new Vector3(0f, 31f, -0.8f), new Vector3(14.3f, 18.5f, 10.3f * _breath));
        d = Sdf.Join(d, Sdf.Limb(q, new Vector3(2f, 48.6f, -3.6f), new Vector3(13f, 43.6f, -3f), 4.2f, 4.2f), 5f);
        d = Sdf.Join(d, Sdf.Limb(q, new Vector3(0f, 0f, 0f), new Vector3(0f, 14f, 0f), 14.5f, 13f), 8f);
        var bust = new Vector3(6.2f, 6.4f, 4.8f);
        d = Sdf.Join(d, Sdf.Ellipsoid(t, new Vector3(6.4f, 29.5f, 6.5f * _breath), bust), 6f);
        return Sdf.Join(d, Sdf.Ellipsoid(t, new Vector3(-6.4f, 29.5f, 6.5f * _breath), bust), 6f);
    }

    private float Folds(Vector3 p, Vector3 t)
    {
        // Soft large dents everywhere, diagonal pulls from the armpits, rings near the elbows.
        float cloth = 0.30f * Noise.Value(new Vector3(t.X * 0.16f + t.Y * 0.05f, t.Y * 0.12f, t.Z * 0.16f));
        float armpit = Scalar.Step(1.5f, 8f, MathF.Abs(t.X)) * Scalar.Bell((MathF.Abs(t.X) - 14f) * 0.7f, 6f) * Scalar.Bell(t.Y - 34f, 10f);
        float pull = armpit < 0.02f ? 0f : MathF.Abs(Noise.Value(new Vector3(
            (MathF.Abs(t.X) * 0.62f + t.Y * 0.5f) * 0.42f, (t.Y - MathF.Abs(t.X)) * 0.06f, t.X > 0f ? 3f : 8f)));
        cloth -= 0.62f * armpit * (pull - 0.3f);
        float waist = Scalar.Step(26f, 12f, t.Y);
        cloth -= waist <= 0f ? 0f : 0.5f * waist * (MathF.Abs(Noise.Value(new Vector3(t.X * 0.09f, t.Y * 0.30f + t.X * 0.06f, 1f))) - 0.3f);
        return cloth + SleeveFolds(p, _left) + SleeveFolds(p, _right);
    }

    private static float SleeveFolds(Vector3 p, ArmBones arm)
    {
        float near = (p - arm.Elbow).Length();
        float wristNear = (p - arm.Wrist).Length();
        if (near > 17f && wristNear > 14f)
        {
            return 0f;
        }

        Vector3 across = Vector3.Normalize(arm.Wrist - arm.Shoulder);
        float along = Vector3.Dot(p - arm.Elbow, across);
        float wobble = Noise.Value(p * 0.2f + arm.Elbow * 0.01f) * 1.4f;
        float elbow = Scalar.Bell(near - 5f, 8f) * (MathF.Abs(MathF.Sin(along * 0.75f + wobble)) - 0.5f) * 0.5f;
        float cuffAlong = Vector3.Dot(p - arm.Wrist, Vector3.Normalize(arm.Wrist - arm.Elbow));
        float cuff = Scalar.Bell(cuffAlong + 7.5f, 3.5f) * Scalar.Step(14f, 10f, wristNear)
            * (MathF.Abs(MathF.Sin(cuffAlong * 1.1f + wobble * 1.3f)) - 0.5f) * 0.45f;
        return elbow + cuff;
    }
}
