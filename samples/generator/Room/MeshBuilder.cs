using System.Numerics;

namespace StreamShield.DemoClip.Room;

/// <summary>Collects the room's triangles from boxes, bent sheets and turned shapes.</summary>
internal sealed class MeshBuilder
{
    private readonly List<Triangle> _triangles = [];

    /// <summary>Everything collected so far.</summary>
    public IReadOnlyList<Triangle> Triangles => _triangles;

    /// <summary>Adds a flat four-sided face; texture coordinates run 0..1 along both edges.</summary>
    public void Quad(Vector3 corner, Vector3 across, Vector3 up, Material material)
    {
        Vector3 n = Vector3.Normalize(Vector3.Cross(across, up));
        var a = new Vertex(corner, n, new Vector2(0f, 0f));
        var b = new Vertex(corner + across, n, new Vector2(1f, 0f));
        var c = new Vertex(corner + across + up, n, new Vector2(1f, 1f));
        var d = new Vertex(corner + up, n, new Vector2(0f, 1f));
        _triangles.Add(new Triangle(a, b, c, material));
        _triangles.Add(new Triangle(a, c, d, material));
    }

    /// <summary>Adds a box standing on its base, turned about the vertical; texture 0..1 on every face.</summary>
    public void Box(Vector3 min, Vector3 max, Material material, float turn = 0f, float lean = 0f)
    {
        Vector3 middle = (min + max) * 0.5f;
        Vector3 half = (max - min) * 0.5f;
        Quaternion q = Quaternion.CreateFromYawPitchRoll(turn, 0f, lean);
        Vector3 x = Vector3.Transform(Vector3.UnitX, q) * half.X;
        Vector3 y = Vector3.Transform(Vector3.UnitY, q) * half.Y;
        Vector3 z = Vector3.Transform(Vector3.UnitZ, q) * half.Z;
        Quad(middle - x - y + z, 2 * x, 2 * y, material);
        Quad(middle + x - y - z, -2 * x, 2 * y, material);
        Quad(middle + x - y + z, -2 * z, 2 * y, material);
        Quad(middle - x - y - z, 2 * z, 2 * y, material);
        Quad(middle - x + y + z, 2 * x, -2 * z, material);
        Quad(middle - x - y - z, 2 * x, 2 * z, material);
    }

    /// <summary>Adds a panel that faces +z with four sloping sides; <paramref name="rise"/> below 0 sinks its face.</summary>
    public void Bevelled(Vector3 corner, Vector2 size, float bevel, float rise, Material material)
    {
        Vector3 x = Vector3.UnitX, y = Vector3.UnitY, z = Vector3.UnitZ * rise;
        Vector3[] outer = [corner, corner + x * size.X, corner + x * size.X + y * size.Y, corner + y * size.Y];
        Vector3[] inner =
        [
            outer[0] + (x + y) * bevel + z, outer[1] + (y - x) * bevel + z, outer[2] - (x + y) * bevel + z, outer[3] + (x - y) * bevel + z,
        ];
        for (int i = 0; i < 4; i++)
        {
            int j = (i + 1) % 4;
            Vector3 n = Vector3.Normalize(Vector3.Cross(outer[j] - outer[i], inner[i] - outer[i]));
            var a = new Vertex(outer[i], n, Vector2.Zero);
            var b = new Vertex(outer[j], n, Vector2.UnitX);
            var c = new Vertex(inner[j], n, Vector2.One);
            var d = new Vertex(inner[i], n, Vector2.UnitY);
            _triangles.Add(new Triangle(a, b, c, material));
            _triangles.Add(new Triangle(a, c, d, material));
        }

        Quad(inner[0], inner[1] - inner[0], inner[3] - inner[0], material);
    }

    /// <summary>Adds a sheet whose points are given for u and v in 0..1.</summary>
    public void Sheet(int columns, int rows, Func<float, float, Vector3> point, Material material)
    {
        var grid = new Vertex[(columns + 1) * (rows + 1)];
        const float e = 1e-3f;
        for (int j = 0; j <= rows; j++)
        {
            for (int i = 0; i <= columns; i++)
            {
                float u = (float)i / columns, v = (float)j / rows;
                Vector3 du = point(MathF.Min(u + e, 1f), v) - point(MathF.Max(u - e, 0f), v);
                Vector3 dv = point(u, MathF.Min(v + e, 1f)) - point(u, MathF.Max(v - e, 0f));
                Vector3 n = Vector3.Cross(du, dv);
                n = n.LengthSquared() < 1e-14f ? Vector3.UnitY : Vector3.Normalize(n);
                grid[j * (columns + 1) + i] = new Vertex(point(u, v), n, new Vector2(u, v));
            }
        }

        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
            {
                int k = j * (columns + 1) + i;
                _triangles.Add(new Triangle(grid[k], grid[k + 1], grid[k + columns + 2], material));
                _triangles.Add(new Triangle(grid[k], grid[k + columns + 2], grid[k + columns + 1], material));
            }
        }
    }

    /// <summary>Adds a shape turned about an axis; the profile gives radius and height for 0..1.</summary>
    public void Turned(Vector3 foot, Vector3 axis, int sides, int rings, Func<float, Vector2> profile, Material material)
    {
        Vector3 a = Vector3.Normalize(axis);
        Vector3 side = Vector3.Normalize(Vector3.Cross(a, MathF.Abs(a.Y) > 0.9f ? Vector3.UnitX : Vector3.UnitY));
        Vector3 other = Vector3.Cross(a, side);
        Sheet(sides, rings, (u, v) =>
        {
            Vector2 p = profile(v);
            float angle = -u * MathF.Tau;
            return foot + a * p.Y + (side * MathF.Cos(angle) + other * MathF.Sin(angle)) * p.X;
        }, material);
    }
}
