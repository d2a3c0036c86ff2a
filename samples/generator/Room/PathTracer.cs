using System.Numerics;
using StreamShield.DemoClip.Geometry;

namespace StreamShield.DemoClip.Room;

/// <summary>Follows light through the room: sun and sky through the windows, the lamp, and what the walls pass on.</summary>
internal sealed class PathTracer
{
    private static readonly Vector3 SunDirection = Vector3.Normalize(new Vector3(-0.80f, 0.42f, -0.15f));
    private static readonly Vector3 SunLight = new Vector3(1.0f, 0.86f, 0.66f) * 2.1f;
    private static readonly Vector3 SkyLight = new Vector3(0.90f, 0.97f, 1.08f) * 9.0f;
    private static readonly Vector3 LampLight = new Vector3(1.0f, 0.60f, 0.30f) * 1.3f;
    private static readonly (float From, float To)[] Openings = [(-214f, -112f), (0f, 130f)];

    private readonly Bvh _room;

    /// <summary>A tracer for a room.</summary>
    public PathTracer(Bvh room) => _room = room;

    /// <summary>Light arriving at a point of a surface, for a reflectance of one.</summary>
    /// <param name="hit">The point.</param>
    /// <param name="seed">State of the random numbers.</param>
    /// <param name="bounces">How often the path may go on.</param>
    /// <param name="care">Rays per window at this point.</param>
    public Vector3 Arriving(in RoomHit hit, ref uint seed, int bounces, int care = 1)
    {
        Vector3 p = hit.Position + hit.Normal * 0.05f;
        Vector3 light = Sun(p, hit.Normal, ref seed) + Lamp(p, hit.Normal, ref seed);
        foreach ((float from, float to) in Openings)
        {
            for (int k = 0; k < care; k++)
            {
                light += Window(p, hit.Normal, from, to, ref seed) / care;
            }
        }

        Vector3 direction = Scatter(hit.Normal, ref seed);
        if (!_room.Trace(p, direction, 2000f, out RoomHit next) || next.Material.Sky)
        {
            return light;
        }

        Vector3 paint = next.Material.Paint(next.Texture);
        return light + paint * (bounces > 0 ? Arriving(next, ref seed, bounces - 1) : new Vector3(0.22f, 0.21f, 0.19f));
    }

    private static float Next(ref uint seed)
    {
        seed = seed * 747796405u + 2891336453u;
        uint word = ((seed >> (int)((seed >> 28) + 4u)) ^ seed) * 277803737u;
        return ((word >> 22 ^ word) >> 8) * (1f / 16777216f);
    }

    private static Vector3 OnSphere(ref uint seed)
    {
        float z = 2f * Next(ref seed) - 1f;
        float a = MathF.Tau * Next(ref seed);
        float r = MathF.Sqrt(MathF.Max(1f - z * z, 0f));
        return new Vector3(r * MathF.Cos(a), r * MathF.Sin(a), z);
    }

    private static Vector3 Scatter(Vector3 normal, ref uint seed)
    {
        Vector3 d = normal + OnSphere(ref seed) * 0.999f;
        return Vector3.Normalize(d);
    }

    private Vector3 Sun(Vector3 p, Vector3 normal, ref uint seed)
    {
        Vector3 towards = Vector3.Normalize(SunDirection + OnSphere(ref seed) * 0.012f);
        float cos = Vector3.Dot(normal, towards);
        return cos > 0f && _room.Trace(p, towards, 2000f, out RoomHit hit) && hit.Material.Sky ? SunLight * cos : Vector3.Zero;
    }

    private Vector3 Lamp(Vector3 p, Vector3 normal, ref uint seed)
    {
        Vector3 d = Furnishings.LampCentre + OnSphere(ref seed) * 9f - p;
        float distance = d.Length();
        Vector3 towards = d / distance;
        float cos = Vector3.Dot(normal, towards);
        if (cos <= 0f || (distance > 17f && _room.Trace(p, towards, distance - 17f, out _)))
        {
            return Vector3.Zero;
        }

        return LampLight * (cos * 900f / (distance * distance + 200f));
    }

    private Vector3 Window(Vector3 p, Vector3 normal, float from, float to, ref uint seed)
    {
        var q = new Vector3(RoomModel.Left, 86f + 122f * Next(ref seed), from + (to - from) * Next(ref seed));
        Vector3 d = q - p;
        float distance = d.Length();
        Vector3 towards = d / distance;
        float cos = Vector3.Dot(normal, towards);
        if (cos <= 0f || towards.X >= 0f || !_room.Trace(p, towards, 2000f, out RoomHit hit) || !hit.Material.Sky)
        {
            return Vector3.Zero;
        }

        float area = 122f * (to - from);
        float share = cos * -towards.X * area / (MathF.PI * MathF.Max(distance * distance, 1600f));
        return SkyLight * (share * Scalar.Mix(0.6f, 1f, Scalar.Saturate(towards.Y * 2f + 0.5f)));
    }
}
