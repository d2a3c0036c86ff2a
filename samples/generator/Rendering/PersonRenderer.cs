using System.Numerics;
using StreamShield.DemoClip.Person;

namespace StreamShield.DemoClip.Rendering;

/// <summary>
/// Renders the actor of one moment into a layer: where the rays hit, how much light gets there (on a coarser grid),
/// the colours, more rays along the outline for an exact coverage, and last the hair.
/// </summary>
internal sealed class PersonRenderer
{
    private const float HairLag = 0.07f;
    private const int Tile = 8;
    private const float Far = 175f;

    private readonly Camera _camera;
    private readonly RenderOptions _options;
    private readonly StrandPainter _hair;
    private readonly Performance _performance = new();
    private readonly BodyPart[] _parts;
    private readonly LightTerms[] _terms;

    /// <summary>A renderer for one picture size.</summary>
    public PersonRenderer(Camera camera, RenderOptions options)
    {
        _camera = camera;
        _options = options;
        _hair = new StrandPainter(camera, HairGroom.Grow());
        _parts = new BodyPart[camera.Width * camera.Height];
        _terms = new LightTerms[camera.Width * camera.Height];
    }

    /// <summary>Draws the actor at a time in seconds into an emptied layer.</summary>
    public void Draw(float time, Layer layer)
    {
        layer.Clear();
        Array.Clear(_parts);
        var model = new PersonModel(_performance.At(time));
        if (!IsInPicture(model))
        {
            return;
        }

        var tracer = new Tracer(model);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Threads };
        Parallel.For(0, (_camera.Height + Tile - 1) / Tile, parallel, row => FindHits(tracer, layer, row * Tile));
        Parallel.For(0, _camera.Height, parallel, y => GatherLight(tracer, layer, y));
        Parallel.For(0, _camera.Height, parallel, y => Shade(tracer, layer, y));
        var edges = new byte[_parts.Length];
        Parallel.For(1, _camera.Height - 1, parallel, y => FindEdges(layer, edges, y));
        Parallel.For(1, _camera.Height - 1, parallel, y => Refine(tracer, layer, edges, y));
        var earlier = new Skeleton(_performance.At(MathF.Max(time - HairLag, 0f)));
        _hair.Draw(layer, model, _terms, earlier.Head);
    }

    private bool IsInPicture(PersonModel model)
    {
        foreach ((Vector3 centre, float radius) in model.Bounds())
        {
            Vector3 c = _camera.Project(centre);
            float r = radius * _camera.Scale(centre) * 1.1f;
            if (c.X + r > 0f && c.X - r < _camera.Width && c.Y + r > 0f && c.Y - r < _camera.Height)
            {
                return true;
            }
        }

        return false;
    }

    private void FindHits(Tracer tracer, Layer layer, int top)
    {
        float spread = 0.75f * Tile * (_camera.Ray(1f, _camera.Height * 0.5f) - _camera.Ray(0f, _camera.Height * 0.5f)).Length() * 2f;
        for (int left = 0; left < _camera.Width; left += Tile)
        {
            Vector3 middle = _camera.Ray(left + Tile * 0.5f, top + Tile * 0.5f);
            float near = tracer.FreeDistance(Camera.Position, middle, spread, Far);
            if (float.IsInfinity(near))
            {
                continue;
            }

            for (int y = top; y < Math.Min(top + Tile, _camera.Height); y++)
            {
                for (int x = left; x < Math.Min(left + Tile, _camera.Width); x++)
                {
                    int i = y * _camera.Width + x;
                    Vector3 ray = _camera.Ray(x + 0.5f, y + 0.5f);
                    float t = tracer.Hit(Camera.Position, ray, near, Far);
                    layer.Depth[i] = t;
                    _parts[i] = float.IsFinite(t) ? tracer.PartAt(Camera.Position + ray * t) : BodyPart.None;
                }
            }
        }
    }

    private void GatherLight(Tracer tracer, Layer layer, int y)
    {
        for (int x = 0; x < _camera.Width; x++)
        {
            int i = y * _camera.Width + x;
            bool chosen = x % LightTerms.Stride == 0 && y % LightTerms.Stride == 0;
            if (_parts[i] != BodyPart.None && chosen)
            {
                _terms[i] = tracer.Reach(Camera.Position + _camera.Ray(x + 0.5f, y + 0.5f) * layer.Depth[i]);
            }
        }
    }

    private LightTerms TermsAt(Tracer tracer, Layer layer, Vector3 p, float depth, BodyPart part, int x, int y)
    {
        float key = 0f, rim = 0f, open = 0f, total = 0f;
        const int stride = LightTerms.Stride;
        int top = y - y % stride, left = x - x % stride;
        for (int v = top; v <= top + stride && v < _camera.Height; v += stride)
        {
            for (int u = left; u <= left + stride && u < _camera.Width; u += stride)
            {
                int j = v * _camera.Width + u;
                if (_parts[j] != part)
                {
                    continue;
                }

                float gap = MathF.Abs(layer.Depth[j] - depth);
                float weight = (stride + 0.1f - Math.Abs(u - x)) * (stride + 0.1f - Math.Abs(v - y)) * MathF.Exp(-gap * gap * 4f);
                key += weight * _terms[j].Key;
                rim += weight * _terms[j].Rim;
                open += weight * _terms[j].Openness;
                total += weight;
            }
        }

        return total > 0.05f ? new LightTerms(key / total, rim / total, open / total) : tracer.Reach(p);
    }

    private void Shade(Tracer tracer, Layer layer, int y)
    {
        for (int x = 0; x < _camera.Width; x++)
        {
            int i = y * _camera.Width + x;
            if (_parts[i] != BodyPart.None)
            {
                layer.Colour[i] = ColourAt(tracer, layer, _camera.Ray(x + 0.5f, y + 0.5f), layer.Depth[i], _parts[i], x, y);
                layer.Alpha[i] = 1f;
            }
        }
    }

    private Vector3 ColourAt(Tracer tracer, Layer layer, Vector3 ray, float t, BodyPart part, int x, int y)
    {
        Vector3 p = Camera.Position + ray * t;
        LightTerms terms = TermsAt(tracer, layer, p, t, part, x, y);
        return ToneCurve.ToDisplay(tracer.Light(p, ray, part, terms));
    }

    private void FindEdges(Layer layer, byte[] edges, int y)
    {
        int w = _camera.Width;
        Span<int> around = [-w - 1, -w, -w + 1, -1, 1, w - 1, w, w + 1];
        for (int x = 1; x < w - 1; x++)
        {
            int i = y * w + x;
            foreach (int offset in around)
            {
                int j = i + offset;
                if ((_parts[i] == BodyPart.None) != (_parts[j] == BodyPart.None))
                {
                    edges[i] = 2;
                    break;
                }

                bool step = _parts[i] != _parts[j]
                    || (_parts[i] != BodyPart.None && MathF.Abs(layer.Depth[i] - layer.Depth[j]) > 0.8f)
                    || (_parts[i] is BodyPart.Skin or BodyPart.Eye && (layer.Colour[i] - layer.Colour[j]).LengthSquared() > 0.02f);
                edges[i] = step ? (byte)1 : edges[i];
            }
        }
    }

    private void Refine(Tracer tracer, Layer layer, byte[] edges, int y)
    {
        int w = _camera.Width;
        for (int x = 1; x < w - 1; x++)
        {
            int i = y * w + x;
            int grid = edges[i] == 2 ? _options.EdgeGrid : edges[i] == 1 ? _options.InnerGrid : 1;
            if (grid == 1)
            {
                continue;
            }

            (float near, float far) = Around(layer, i);
            Vector3 sum = Vector3.Zero;
            int hits = 0, shaded = 0;
            float first = float.PositiveInfinity;
            for (int k = 0; k < grid * grid; k++)
            {
                Vector3 ray = _camera.Ray(x + (k % grid + 0.5f) / grid, y + (k / grid + 0.5f) / grid);
                float t = tracer.Hit(Camera.Position, ray, near, far);
                if (float.IsInfinity(t))
                {
                    continue;
                }

                first = MathF.Min(first, t);
                if (grid < 3 || hits % 3 == 0)
                {
                    BodyPart part = tracer.PartAt(Camera.Position + ray * t);
                    sum += ColourAt(tracer, layer, ray, t, part, x, y);
                    shaded++;
                }

                hits++;
            }

            layer.Alpha[i] = hits / (float)(grid * grid);
            layer.Colour[i] = shaded == 0 ? Vector3.Zero : sum * (layer.Alpha[i] / shaded);
            layer.Depth[i] = first;
        }
    }

    private (float Near, float Far) Around(Layer layer, int i)
    {
        int w = _camera.Width;
        float near = float.MaxValue, far = 0f;
        for (int j = -1; j <= 1; j++)
        {
            for (int k = -1; k <= 1; k++)
            {
                int index = i + j * w + k;
                if (_parts[index] != BodyPart.None && float.IsFinite(layer.Depth[index]))
                {
                    near = MathF.Min(near, layer.Depth[index]);
                    far = MathF.Max(far, layer.Depth[index]);
                }
            }
        }

        return (near - 1f, far + 1.6f);
    }
}
