using System.Numerics;

namespace StreamShield.DemoClip.Person;

/// <summary>Everything about the actor that changes with time. Angles are radians, lengths centimetres.</summary>
internal sealed record Pose
{
    /// <summary>Where the pelvis is, relative to the seat.</summary>
    public Vector3 Root { get; init; }

    /// <summary>Turn of the torso about the vertical.</summary>
    public float TorsoYaw { get; init; }

    /// <summary>Forward lean of the torso.</summary>
    public float TorsoPitch { get; init; }

    /// <summary>Sideways lean of the torso.</summary>
    public float TorsoRoll { get; init; }

    /// <summary>0 breathed out, 1 breathed in.</summary>
    public float Breath { get; init; }

    /// <summary>Turn of the head relative to the torso.</summary>
    public float HeadYaw { get; init; }

    /// <summary>Nod; positive looks down.</summary>
    public float HeadPitch { get; init; }

    /// <summary>Tilt of the head.</summary>
    public float HeadRoll { get; init; }

    /// <summary>Sideways turn of the eyes in the head.</summary>
    public float GazeYaw { get; init; }

    /// <summary>Up and down turn of the eyes; positive looks down.</summary>
    public float GazePitch { get; init; }

    /// <summary>0 eyes open, 1 eyes shut.</summary>
    public float Blink { get; init; }

    /// <summary>0 neutral mouth, 1 full smile.</summary>
    public float Smile { get; init; }

    /// <summary>0 lips closed, 1 mouth open.</summary>
    public float MouthOpen { get; init; }

    /// <summary>0 brows at rest, 1 raised.</summary>
    public float BrowRaise { get; init; }

    /// <summary>0 right arm on the desk, 1 right hand raised beside the head.</summary>
    public float ArmRaise { get; init; }

    /// <summary>Swing of the raised forearm.</summary>
    public float Wave { get; init; }
}
