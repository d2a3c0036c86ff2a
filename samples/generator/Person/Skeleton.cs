using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Person;

/// <summary>The joints of the actor in world coordinates for one pose.</summary>
internal sealed class Skeleton
{
    private const float UpperArm = 27f;
    private const float Forearm = 23.5f;

    /// <summary>Solves the joints for a pose.</summary>
    public Skeleton(Pose pose)
    {
        Pose = pose;
        Torso = Frame3.Turned(new Vector3(0f, 55f, -2f) + pose.Root, pose.TorsoYaw, pose.TorsoPitch, pose.TorsoRoll);
        Breath = 1f + 0.022f * pose.Breath;
        Vector3 lift = new(0f, 0.5f * pose.Breath, 0f);
        NeckBase = Torso.ToWorld(new Vector3(0f, 47f, -2.6f) + lift);

        // The head keeps upright on its own: only part of the torso's lean reaches it.
        Frame3 pivot = Torso.Place(Frame3.Turned(
            new Vector3(0f, 54.6f, -1.2f) + lift * 0.6f,
            pose.HeadYaw,
            pose.HeadPitch - pose.TorsoPitch * 0.55f,
            pose.HeadRoll - pose.TorsoRoll * 0.5f));
        Head = pivot.Place(Frame3.Turned(new Vector3(0f, 10.6f, 1.9f), 0f, 0f, 0f));

        Left = Arm(+1f, lift, 0f, 0f, Torso, pose);
        Right = Arm(-1f, lift, pose.ArmRaise, pose.Wave, Torso, pose);
    }

    /// <summary>The pose this was solved for.</summary>
    public Pose Pose { get; }

    /// <summary>Origin at the pelvis, y along the spine.</summary>
    public Frame3 Torso { get; }

    /// <summary>Origin between the eyes' centres, z towards the nose.</summary>
    public Frame3 Head { get; }

    /// <summary>Lower end of the neck.</summary>
    public Vector3 NeckBase { get; }

    /// <summary>Scale of the rib cage's depth.</summary>
    public float Breath { get; }

    /// <summary>The actor's left arm (on the right of the picture).</summary>
    public ArmBones Left { get; }

    /// <summary>The actor's right arm (on the left of the picture).</summary>
    public ArmBones Right { get; }

    private static ArmBones Arm(float side, Vector3 lift, float raise, float wave, Frame3 torso, Pose pose)
    {
        Vector3 shoulder = torso.ToWorld(new Vector3(side * 14.1f, 43.0f + 0.9f * raise, -2.4f) + lift * 1.2f);
        Vector3 restWrist = torso.ToWorld(new Vector3(side * 10f, 13f, 21f));
        Vector3 restPole = torso.ToWorld(new Vector3(side * 21.5f, 8f, -12f));
        Vector3 raisedWrist = torso.ToWorld(new Vector3(side * (29.5f - 7f * wave), 46f - 1.2f * MathF.Abs(wave), 14f));
        Vector3 raisedPole = torso.ToWorld(new Vector3(side * 40f, 0f, 4f));

        // Between the two the hand travels an arc in front of the chest.
        Vector3 wrist = Vector3.Lerp(restWrist, raisedWrist, raise)
            + torso.DirectionToWorld(new Vector3(side * 4f, 0f, 7f)) * (4f * raise * (1f - raise));
        Vector3 pole = Vector3.Lerp(restPole, raisedPole, raise);
        Vector3 elbow = Bend(shoulder, ref wrist, pole);

        Vector3 fore = Vector3.Normalize(wrist - elbow);
        Vector3 palmRest = torso.DirectionToWorld(new Vector3(-side * 0.3f, -1f, 0f));
        Vector3 palmRaised = torso.DirectionToWorld(new Vector3(-side * 0.12f, 0.05f, 1f));
        Vector3 palm = Vector3.Normalize(Vector3.Lerp(palmRest, palmRaised, Scalar.Step(0.1f, 0.8f, raise)));
        Vector3 lag = torso.DirectionToWorld(new Vector3(-side * 0.25f * wave, 0f, 0f));
        Vector3 upright = torso.DirectionToWorld(new Vector3(0f, 0.9f, -0.1f)) * raise;
        Frame3 hand = Frame3.Pointing(wrist, fore + upright + lag, palm);
        return new ArmBones(shoulder, elbow, wrist, hand, side, 0.55f - 0.5f * raise);
    }

    private static Vector3 Bend(Vector3 shoulder, ref Vector3 wrist, Vector3 pole)
    {
        Vector3 reach = wrist - shoulder;
        float length = Math.Clamp(reach.Length(), 8f, UpperArm + Forearm - 0.3f);
        Vector3 direction = Vector3.Normalize(reach);
        wrist = shoulder + direction * length;
        float along = (length * length + UpperArm * UpperArm - Forearm * Forearm) / (2f * length);
        float off = MathF.Sqrt(MathF.Max(UpperArm * UpperArm - along * along, 0f));
        Vector3 towards = pole - shoulder;
        towards = Vector3.Normalize(towards - direction * Vector3.Dot(towards, direction));
        return shoulder + direction * along + towards * off;
    }
}
