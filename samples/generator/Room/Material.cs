using System.Numerics;

namespace StreamShield.DemoClip.Room;

/// <summary>What a surface of the room looks like.</summary>
/// <param name="Paint">Reflectance (linear) at texture coordinates.</param>
internal sealed record Material(Func<Vector2, Vector3> Paint)
{
    /// <summary>Light (linear) it sends out by itself, if any.</summary>
    public Func<Vector2, Vector3>? Glow { get; init; }

    /// <summary>True for what is outside the windows: it lets the sun in.</summary>
    public bool Sky { get; init; }

    /// <summary>Strength of a soft mirror-like sheen, 0..1.</summary>
    public float Sheen { get; init; }

    /// <summary>One even colour.</summary>
    public static Material Even(Vector3 colour) => new(_ => colour);
}
