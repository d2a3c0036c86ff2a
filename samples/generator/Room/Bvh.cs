using System.Numerics;

namespace StreamShield.DemoClip.Room;

/// <summary>A tree of boxes that finds the first triangle on a ray.</summary>
internal sealed class Bvh
{
    private const int LeafSize = 4;

    private readonly Triangle[] _triangles;
    private readonly List<Node> _nodes = [];
    private readonly Node[] _tree;

    /// <summary>Builds the tree.</summary>
    public Bvh(IReadOnlyList<Triangle> triangles)
    {
        _triangles = [.. triangles];
        Build(0, _triangles.Length);
        _tree = [.. _nodes];
    }

    /// <summary>The first hit nearer than <paramref name="far"/>.</summary>
    public bool Trace(Vector3 origin, Vector3 direction, float far, out RoomHit hit)
    {
        int best = Find(origin, direction, ref far, out float u, out float v);
        if (best < 0)
        {
            hit = default;
            return false;
        }

        ref readonly Triangle t = ref _triangles[best];
        Vector3 normal = Vector3.Normalize(t.A.Normal * (1f - u - v) + t.B.Normal * u + t.C.Normal * v);
        if (Vector3.Dot(normal, direction) > 0f)
        {
            normal = -normal;
        }

        Vector2 texture = t.A.Texture * (1f - u - v) + t.B.Texture * u + t.C.Texture * v;
        hit = new RoomHit(far, origin + direction * far, normal, texture, t.Material);
        return true;
    }

    private static bool Enters(in Node node, Vector3 origin, Vector3 inverse, float far)
    {
        Vector3 a = (node.Min - origin) * inverse;
        Vector3 b = (node.Max - origin) * inverse;
        Vector3 low = Vector3.Min(a, b);
        Vector3 high = Vector3.Max(a, b);
        float near = MathF.Max(MathF.Max(low.X, low.Y), MathF.Max(low.Z, 0f));
        float last = MathF.Min(MathF.Min(high.X, high.Y), MathF.Min(high.Z, far));
        return near <= last;
    }

    private static bool Crosses(in Triangle triangle, Vector3 origin, Vector3 direction, out float t, out float u, out float v)
    {
        Vector3 ab = triangle.B.Position - triangle.A.Position;
        Vector3 ac = triangle.C.Position - triangle.A.Position;
        Vector3 p = Vector3.Cross(direction, ac);
        float det = Vector3.Dot(ab, p);
        t = u = v = 0f;
        if (MathF.Abs(det) < 1e-9f)
        {
            return false;
        }

        float inverse = 1f / det;
        Vector3 s = origin - triangle.A.Position;
        u = Vector3.Dot(s, p) * inverse;
        if (u is < 0f or > 1f)
        {
            return false;
        }

        Vector3 q = Vector3.Cross(s, ab);
        v = Vector3.Dot(direction, q) * inverse;
        t = Vector3.Dot(ac, q) * inverse;
        return v >= 0f && u + v <= 1f && t > 1e-3f;
    }

    private int Find(Vector3 origin, Vector3 direction, ref float far, out float bestU, out float bestV)
    {
        Vector3 inverse = Vector3.One / direction;
        Span<int> stack = stackalloc int[64];
        int top = 0;
        stack[top++] = 0;
        int best = -1;
        bestU = bestV = 0f;
        while (top > 0)
        {
            ref readonly Node node = ref _tree[stack[--top]];
            if (!Enters(node, origin, inverse, far))
            {
                continue;
            }

            if (node.Count == 0)
            {
                bool swap = Axis(direction, node.Axis) < 0f;
                stack[top++] = swap ? node.First : node.Second;
                stack[top++] = swap ? node.Second : node.First;
                continue;
            }

            for (int i = node.First; i < node.First + node.Count; i++)
            {
                if (Crosses(_triangles[i], origin, direction, out float t, out float u, out float v) && t < far)
                {
                    (far, best, bestU, bestV) = (t, i, u, v);
                }
            }
        }

        return best;
    }

    private int Build(int start, int count)
    {
        var min = new Vector3(float.MaxValue);
        var max = new Vector3(float.MinValue);
        for (int i = start; i < start + count; i++)
        {
            ref readonly Triangle t = ref _triangles[i];
            min = Vector3.Min(min, Vector3.Min(t.A.Position, Vector3.Min(t.B.Position, t.C.Position)));
            max = Vector3.Max(max, Vector3.Max(t.A.Position, Vector3.Max(t.B.Position, t.C.Position)));
        }

        int index = _nodes.Count;
        _nodes.Add(new Node(min, max, start, 0, count, 0));
        if (count > LeafSize)
        {
            (int axis, int half) = Split(start, count);
            int first = Build(start, half);
            int second = Build(start + half, count - half);
            _nodes[index] = new Node(min, max, first, second, 0, axis);
        }

        return index;
    }

    private (int Axis, int Half) Split(int start, int count)
    {
        // The cheapest place to cut, judged by the surface of the two boxes that result.
        (float Cost, int Axis, int Half) best = (float.MaxValue, 0, count / 2);
        var right = new float[count];
        for (int axis = 0; axis < 3; axis++)
        {
            SortAlong(start, count, axis);
            var box = Box.Empty;
            for (int i = count - 1; i > 0; i--)
            {
                box = box.With(_triangles[start + i]);
                right[i] = box.Area * (count - i);
            }

            box = Box.Empty;
            for (int i = 1; i < count; i++)
            {
                box = box.With(_triangles[start + i - 1]);
                float cost = box.Area * i + right[i];
                best = cost < best.Cost ? (cost, axis, i) : best;
            }
        }

        SortAlong(start, count, best.Axis);
        return (best.Axis, best.Half);
    }

    private void SortAlong(int start, int count, int axis)
    {
        var keys = new float[count];
        for (int i = 0; i < count; i++)
        {
            keys[i] = Axis(_triangles[start + i].Middle, axis);
        }

        Triangle[] part = _triangles[start..(start + count)];
        Array.Sort(keys, part);
        part.CopyTo(_triangles, start);
    }

    private static float Axis(Vector3 v, int axis) => axis == 0 ? v.X : axis == 1 ? v.Y : v.Z;

    private readonly record struct Node(Vector3 Min, Vector3 Max, int First, int Second, int Count, int Axis);
}
