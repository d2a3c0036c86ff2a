using System.Numerics;

namespace StreamShield.DemoClip.Rendering;

/// <summary>The webcam: a pinhole on top of the monitor, looking slightly down.</summary>
internal sealed class Camera
{
    private static readonly Vector3 Target = new(0f, 109.5f, 0f);

    private readonly Vector3 _right;
    private readonly Vector3 _up;
    private readonly Vector3 _forward;
    private readonly float _focal;

    /// <summary>A camera for a picture of this size.</summary>
    public Camera(int width, int height)
    {
        Width = width;
        Height = height;
        _forward = Vector3.Normalize(Target - Position);
        _right = Vector3.Normalize(Vector3.Cross(_forward, Vector3.UnitY));
        _up = Vector3.Cross(_right, _forward);
        _focal = height * 0.5f / MathF.Tan(0.5f * 0.72f);
    }

    /// <summary>Where the lens is.</summary>
    public static Vector3 Position { get; } = new(0f, 123.5f, 96f);

    /// <summary>Picture width in pixels.</summary>
    public int Width { get; }

    /// <summary>Picture height in pixels.</summary>
    public int Height { get; }

    /// <summary>The direction through a point of the picture; pixel centres lie at halves.</summary>
    public Vector3 Ray(float x, float y) =>
        Vector3.Normalize(_forward + _right * ((x - Width * 0.5f) / _focal) - _up * ((y - Height * 0.5f) / _focal));

    /// <summary>Picture position (x, y) and distance from the lens (z) of a point.</summary>
    public Vector3 Project(Vector3 p)
    {
        Vector3 d = p - Position;
        float depth = Vector3.Dot(d, _forward);
        float scale = _focal / depth;
        return new Vector3(Width * 0.5f + Vector3.Dot(d, _right) * scale, Height * 0.5f - Vector3.Dot(d, _up) * scale, d.Length());
    }

    /// <summary>Pixels per centimetre at a point.</summary>
    public float Scale(Vector3 p) => _focal / Vector3.Dot(p - Position, _forward);
}
