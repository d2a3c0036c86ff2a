using System.Numerics;

namespace StreamShield.DemoClip.Geometry;

/// <summary>A place and an orientation: three unit axes and an origin, all in the parent's coordinates.</summary>
internal readonly struct Frame3
{
    private readonly Vector3 _x;
    private readonly Vector3 _y;
    private readonly Vector3 _z;

    /// <summary>Builds a frame from its axes, which must be orthonormal.</summary>
    public Frame3(Vector3 x, Vector3 y, Vector3 z, Vector3 origin)
    {
        _x = x;
        _y = y;
        _z = z;
        Origin = origin;
    }

    /// <summary>Where the frame stands.</summary>
    public Vector3 Origin { get; }

    /// <summary>Turns about y, then x, then z (radians).</summary>
    public static Frame3 Turned(Vector3 origin, float yaw, float pitch, float roll)
    {
        Matrix4x4 m = Matrix4x4.CreateFromYawPitchRoll(yaw, pitch, roll);
        return new Frame3(
            new Vector3(m.M11, m.M12, m.M13),
            new Vector3(m.M21, m.M22, m.M23),
            new Vector3(m.M31, m.M32, m.M33),
            origin);
    }

    /// <summary>A frame whose y axis is <paramref name="along"/> and whose z axis leans to <paramref name="facing"/>.</summary>
    public static Frame3 Pointing(Vector3 origin, Vector3 along, Vector3 facing)
    {
        Vector3 y = Vector3.Normalize(along);
        Vector3 x = Vector3.Normalize(Vector3.Cross(y, facing));
        return new Frame3(x, y, Vector3.Cross(x, y), origin);
    }

    /// <summary>A point of the parent in this frame.</summary>
    public Vector3 ToLocal(Vector3 p)
    {
        Vector3 d = p - Origin;
        return new Vector3(Vector3.Dot(d, _x), Vector3.Dot(d, _y), Vector3.Dot(d, _z));
    }

    /// <summary>A point of this frame in the parent.</summary>
    public Vector3 ToWorld(Vector3 p) => Origin + _x * p.X + _y * p.Y + _z * p.Z;

    /// <summary>A direction of this frame in the parent.</summary>
    public Vector3 DirectionToWorld(Vector3 d) => _x * d.X + _y * d.Y + _z * d.Z;

    /// <summary>A direction of the parent in this frame.</summary>
    public Vector3 DirectionToLocal(Vector3 d) => new(Vector3.Dot(d, _x), Vector3.Dot(d, _y), Vector3.Dot(d, _z));

    /// <summary>Places a frame given in this frame's coordinates into the parent.</summary>
    public Frame3 Place(Frame3 child) => new(
        DirectionToWorld(child._x), DirectionToWorld(child._y), DirectionToWorld(child._z), ToWorld(child.Origin));
}
