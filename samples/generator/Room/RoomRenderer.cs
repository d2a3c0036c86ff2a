using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Rendering;

namespace StreamShield.DemoClip.Room;

/// <summary>
/// Renders the empty room once. Light is gathered per pixel without the surfaces' colours, smoothed along surfaces,
/// and only then multiplied with the colours, which are sampled finely: prints stay sharp and the light stays clean.
/// </summary>
internal sealed class RoomRenderer
{
    private readonly Camera _camera;
    private readonly RenderOptions _options;
    private readonly Bvh _room = RoomModel.Build();
    private readonly RoomHit[] _hits;
    private Vector3[] _light;

    /// <summary>A renderer for one picture size.</summary>
    public RoomRenderer(Camera camera, RenderOptions options)
    {
        _camera = camera;
        _options = options;
        _hits = new RoomHit[camera.Width * camera.Height];
        _light = new Vector3[_hits.Length];
    }

    /// <summary>The room in display values.</summary>
    public Vector3[] Render()
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Threads };
        Parallel.For(0, _camera.Height, parallel, GatherRow);
        Pass(parallel, CalmRow);
        for (int reach = 1; reach <= 16; reach *= 2)
        {
            int step = reach;
            Pass(parallel, (y, result) => SmoothRow(y, step, result));
        }

        var picture = new Vector3[_light.Length];
        Parallel.For(0, _camera.Height, parallel, y => ShadeRow(y, picture));
        return picture;
    }

    private void Pass(ParallelOptions parallel, Action<int, Vector3[]> row)
    {
        var result = new Vector3[_light.Length];
        Parallel.For(0, _camera.Height, parallel, y => row(y, result));
        _light = result;
    }

    private void CalmRow(int y, Vector3[] result)
    {
        // A lone bright pixel among like neighbours is a rare path, not light: it may not outshine them by much.
        for (int x = 0; x < _camera.Width; x++)
        {
            int i = y * _camera.Width + x;
            Vector3 sum = Vector3.Zero, squares = Vector3.Zero;
            float total = 1e-4f;
            for (int v = Math.Max(y - 2, 0); v <= Math.Min(y + 2, _camera.Height - 1); v++)
            {
                for (int u = Math.Max(x - 2, 0); u <= Math.Min(x + 2, _camera.Width - 1); u++)
                {
                    int j = v * _camera.Width + u;
                    float weight = j == i ? 0f : Alike(_hits[i], _hits[j], 0.6f);
                    sum += _light[j] * weight;
                    squares += _light[j] * _light[j] * weight;
                    total += weight;
                }
            }

            Vector3 mean = sum / total;
            Vector3 spread = Vector3.SquareRoot(Vector3.Max(squares / total - mean * mean, Vector3.Zero));
            result[i] = total > 2f ? Vector3.Clamp(_light[i], mean - spread * 1.2f, mean + spread * 0.8f) : _light[i];
        }
    }

    private void GatherRow(int y)
    {
        var tracer = new PathTracer(_room);
        for (int x = 0; x < _camera.Width; x++)
        {
            int i = y * _camera.Width + x;
            if (!_room.Trace(Camera.Position, _camera.Ray(x + 0.5f, y + 0.5f), 5000f, out _hits[i]))
            {
                continue;
            }

            uint seed = Noise.Hash((uint)i + 77u);
            Vector3 sum = Vector3.Zero;
            for (int k = 0; k < _options.RoomPaths; k++)
            {
                sum += Vector3.Min(tracer.Arriving(_hits[i], ref seed, 2, 3), new Vector3(4f));
            }

            _light[i] = sum / _options.RoomPaths;
        }
    }

    private void SmoothRow(int y, int step, Vector3[] result)
    {
        for (int x = 0; x < _camera.Width; x++)
        {
            int i = y * _camera.Width + x;
            Vector3 sum = Vector3.Zero;
            float total = 0f;
            for (int dy = -2; dy <= 2; dy++)
            {
                for (int dx = -2; dx <= 2; dx++)
                {
                    int u = x + dx * step, v = y + dy * step;
                    if (u < 0 || v < 0 || u >= _camera.Width || v >= _camera.Height)
                    {
                        continue;
                    }

                    int j = v * _camera.Width + u;
                    float weight = Alike(_hits[i], _hits[j], 0.35f + 0.15f * step) * (1f - 0.12f * (dx * dx + dy * dy));
                    Vector3 gap = (_light[j] - _light[i]) / (0.12f + _light[i].Y * 0.45f);
                    weight *= MathF.Exp(-gap.LengthSquared() * MathF.Min(step, 4) * 0.4f);
                    sum += _light[j] * weight;
                    total += weight;
                }
            }

            result[i] = total > 1e-6f ? sum / total : _light[i];
        }
    }

    private static float Alike(in RoomHit a, in RoomHit b, float reach)
    {
        if (a.Material is null || b.Material is null)
        {
            return 0f;
        }

        float facing = MathF.Max(Vector3.Dot(a.Normal, b.Normal), 0f);
        float plane = MathF.Abs(Vector3.Dot(a.Position - b.Position, a.Normal)) / reach;
        return MathF.Pow(facing, 24f) * MathF.Exp(-plane * plane);
    }

    private void ShadeRow(int y, Vector3[] picture)
    {
        const int grid = 4;
        for (int x = 0; x < _camera.Width; x++)
        {
            Vector3 sum = Vector3.Zero;
            for (int k = 0; k < grid * grid; k++)
            {
                Vector3 ray = _camera.Ray(x + (k % grid + 0.5f) / grid, y + (k / grid + 0.5f) / grid);
                sum += _room.Trace(Camera.Position, ray, 5000f, out RoomHit hit) ? Shade(hit, ray, x, y) : Vector3.One;
            }

            picture[y * _camera.Width + x] = sum / (grid * grid);
        }
    }

    private Vector3 Shade(in RoomHit hit, Vector3 ray, int x, int y)
    {
        if (hit.Material.Glow is { } glow)
        {
            return ToneCurve.ToDisplay(glow(hit.Texture));
        }

        Vector3 light = Vector3.Zero;
        float total = 0f;
        for (int v = Math.Max(y - 1, 0); v <= Math.Min(y + 1, _camera.Height - 1); v++)
        {
            for (int u = Math.Max(x - 1, 0); u <= Math.Min(x + 1, _camera.Width - 1); u++)
            {
                int j = v * _camera.Width + u;
                float weight = Alike(hit, _hits[j], 0.4f) + 1e-5f;
                light += _light[j] * weight;
                total += weight;
            }
        }

        light /= total;
        Vector3 colour = hit.Material.Paint(hit.Texture) * light;
        if (hit.Material.Sheen > 0f)
        {
            colour += Mirror(hit, ray, light) * hit.Material.Sheen;
        }

        return ToneCurve.ToDisplay(colour);
    }

    private Vector3 Mirror(in RoomHit hit, Vector3 ray, Vector3 light)
    {
        Vector3 direction = Vector3.Reflect(ray, hit.Normal);
        float graze = MathF.Pow(1f - MathF.Abs(Vector3.Dot(ray, hit.Normal)), 4f);
        Vector3 tint = Vector3.Lerp(hit.Material.Paint(hit.Texture), Vector3.One, graze);
        if (!_room.Trace(hit.Position + hit.Normal * 0.05f, direction, 2000f, out RoomHit seen))
        {
            return Vector3.Zero;
        }

        Vector3 arriving = seen.Material.Glow is { } glow ? glow(seen.Texture) * 2.5f : seen.Material.Paint(seen.Texture) * light * 0.8f;
        return arriving * tint * (0.25f + 0.75f * graze);
    }
}
