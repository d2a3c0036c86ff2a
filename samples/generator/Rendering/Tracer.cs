using System.Numerics;
using StreamShield.DemoClip.Geometry;
using StreamShield.DemoClip.Person;

namespace StreamShield.DemoClip.Rendering;

/// <summary>Sends rays at one pose of the actor.</summary>
internal sealed class Tracer
{
    private const float HitDistance = 0.03f;

    private readonly PersonModel _model;
    private readonly Shader _shader;

    /// <summary>A tracer for one pose.</summary>
    public Tracer(PersonModel model)
    {
        _model = model;
        _shader = new Shader(model);
    }

    /// <summary>Distance along a ray to the actor, or infinity.</summary>
    public float Hit(Vector3 origin, Vector3 direction, float near, float far)
    {
        float t = near;
        for (int i = 0; i < 90 && t < far; i++)
        {
            float d = _model.Distance(origin + direction * t);
            if (d < HitDistance)
            {
                return t;
            }

            t += MathF.Max(d * 0.96f, 0.03f);
        }

        return float.PositiveInfinity;
    }

    /// <summary>How far a whole bundle of rays can go before any of them may hit; infinity when none ever does.</summary>
    /// <param name="origin">Where the bundle starts.</param>
    /// <param name="direction">Its middle.</param>
    /// <param name="spread">Its radius at distance one.</param>
    /// <param name="far">Where to stop.</param>
    public float FreeDistance(Vector3 origin, Vector3 direction, float spread, float far)
    {
        float t = 50f;
        for (int i = 0; i < 60 && t < far; i++)
        {
            float room = _model.Distance(origin + direction * t) - spread * t;
            if (room < 0.1f)
            {
                return t - 0.3f;
            }

            t += room * 0.85f;
        }

        return t < far ? t - 0.3f : float.PositiveInfinity;
    }

    /// <summary>What light reaches the surface at a point.</summary>
    public LightTerms Reach(Vector3 p)
    {
        Vector3 normal = Normal(p, 0.1f);
        Vector3 start = p + normal * 0.15f;
        float key = Vector3.Dot(normal, Lights.KeyDirection) > -0.5f ? Shadow(start, Lights.KeyDirection, 5.0f, 42f) : 0f;
        float rim = Vector3.Dot(normal, Lights.RimDirection) > -0.25f ? Shadow(start, Lights.RimDirection, 6f, 28f) : 0f;
        return new LightTerms(key, rim, Openness(p, normal));
    }

    /// <summary>The lit colour (linear) of a point of the surface.</summary>
    public Vector3 Light(Vector3 p, Vector3 direction, BodyPart part, in LightTerms terms)
    {
        Vector3 normal = Normal(p, part == BodyPart.Skin ? 0.04f : 0.08f);
        Vector3 soft = part == BodyPart.Skin ? Normal(p, 0.55f) : normal;
        return _shader.Colour(new Surface(p, normal, soft, -direction, part, terms.Openness, terms.Key, terms.Rim));
    }

    /// <summary>Which part the surface at a point belongs to.</summary>
    public BodyPart PartAt(Vector3 p) => _model.PartAt(p);

    private float Shadow(Vector3 start, Vector3 towards, float hardness, float range)
    {
        float light = 1f;
        float t = 0.3f;
        for (int i = 0; i < 22 && t < range; i++)
        {
            float d = _model.Distance(start + towards * t, t / hardness);
            light = MathF.Min(light, 0.5f + 0.5f * hardness * d / t);
            if (light < 0f)
            {
                return 0f;
            }

            t += Math.Clamp(d, 0.3f, 6f);
        }

        light = Scalar.Saturate(light);
        return light * light * (3f - 2f * light);
    }

    private float Openness(Vector3 p, Vector3 normal)
    {
        float blocked = 0f;
        float weight = 1f;
        float step = 0.35f;
        for (int i = 0; i < 5; i++)
        {
            float d = _model.Distance(p + normal * step, step);
            blocked += weight * MathF.Max(step - d, 0f) / step;
            weight *= 0.72f;
            step *= 2.05f;
        }

        return Scalar.Saturate(1f - blocked * 0.42f);
    }

    private Vector3 Normal(Vector3 p, float e)
    {
        var a = new Vector3(1f, -1f, -1f);
        var b = new Vector3(-1f, -1f, 1f);
        var c = new Vector3(-1f, 1f, -1f);
        var d = new Vector3(1f, 1f, 1f);
        Vector3 n = a * _model.Distance(p + a * e) + b * _model.Distance(p + b * e)
            + c * _model.Distance(p + c * e) + d * _model.Distance(p + d * e);
        return Vector3.Normalize(n);
    }
}
