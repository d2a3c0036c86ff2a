using System.Numerics;

namespace StreamShield.DemoClip.Rendering;

/// <summary>The actor alone: premultiplied display colour, coverage and depth per pixel.</summary>
internal sealed class Layer
{
    /// <summary>An empty layer.</summary>
    public Layer(int width, int height)
    {
        Width = width;
        Height = height;
        Colour = new Vector3[width * height];
        Alpha = new float[width * height];
        Depth = new float[width * height];
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Display colour times coverage.</summary>
    public Vector3[] Colour { get; }

    /// <summary>Coverage, 0..1.</summary>
    public float[] Alpha { get; }

    /// <summary>Distance from the lens to the solid surface; infinite where there is none.</summary>
    public float[] Depth { get; }

    /// <summary>Empties the layer.</summary>
    public void Clear()
    {
        Array.Clear(Colour);
        Array.Clear(Alpha);
        Array.Fill(Depth, float.PositiveInfinity);
    }

    /// <summary>Lays a colour over a pixel.</summary>
    public void Over(int index, Vector3 colour, float alpha)
    {
        Colour[index] = colour * alpha + Colour[index] * (1f - alpha);
        Alpha[index] = alpha + Alpha[index] * (1f - alpha);
    }
}
