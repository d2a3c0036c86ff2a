using System.Numerics;

namespace StreamShield.DemoClip.Rendering;

/// <summary>The webcam: a pinhole on top of the monitor, looking slightly down.</summary>
internal sealed class Camera
{
    private static readonly Vector3 Target = new(0f, 109.5f, 0f);

    private readonly Vector3 right;
    private readonly Vector3 up;
    private readonly Vector3 forward;
    private readonly float focal;

    /// <summary>A camera for a picture of this size.</summary>
    public Camera(int width, int height)
    {
        Width = width;
        Height = height;
        forward = Vector3.Normalize(Target - Position);
        right = Vector3.Normalize(Vector3.Cross(forward, Vector3.UnitY));
        up = Vector3.Cross(right, forward);
        focal = height * 0.5f / MathF.Tan(0.5f * 0.72f);
    }

    /// <summary>Where the lens is.</summary>
    public static Vector3 Position { get; } = new(0f, 123.5f, 96f);

    /// <summary>Picture width in pixels.</summary>
    public int Width { get; }

    /// <summary>Picture height in pixels.</summary>
    public int Height { get; }

    /// <summary>The direction through a point of the picture; pixel centres lie at halves.</summary>
    public Vector3 Ray(float x, float y) =>
        Vector3.Normalize(forward + right * ((x - Width * 0.5f) / focal) - up * ((y - Height * 0.5f) / focal));

    /// <summary>Picture position (x, y) and distance from the lens (z) of a point.</summary>
    public Vector3 Project(Vector3 p)
    {
        Vector3 d = p - Position;
        float depth = Vector3.Dot(d, forward);
        float scale = focal / depth;
        return new Vector3(Width * 0.5f + Vector3.Dot(d, right) * scale, Height * 0.5f - Vector3.Dot(d, up) * scale, d.Length());
    }

    /// <summary>Pixels per centimetre at a point.</summary>
    public float Scale(Vector3 p) => focal / Vector3.Dot(p - Position, forward);
}
