namespace StreamShield.Core.Obscuring.Decoys;

/// <summary>A small picture of a room while it is being drawn: the colour of surfaces, the light that falls on them, and what glows by itself.
/// Coordinates are in units from the upper left corner of the scene, which is one unit high. A picture at least <see cref="NarrowestScene"/> units
/// wide shows only the scene. A narrower one shows more above and below it, so that a bed fits into a portrait picture too. Made once per decoy, off
/// the frame path.</summary>
internal sealed class DecoyCanvas
{
    /// <summary>Smallest width that the furniture needs.</summary>
    private const float NarrowestScene = 1.25f;

    /// <summary>Share of the added height that lies above the scene: more wall than floor.</summary>
    private const float ShareAbove = 0.6f;

    private const float BoxRim = 2;

    private readonly float _unit;
    private readonly float[] _surface;
    private readonly float[] _light;
    private readonly float[] _shine;

    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public DecoyCanvas(int width, int height)
    {
        (Width, Height) = (width, height);
        _unit = Math.Min(height, width / NarrowestScene);
        Top = -(((height / _unit) - 1) * ShareAbove);
        Bottom = Top + (height / _unit);
        _surface = new float[width * height * 3];
        _light = new float[width * height * 3];
        _shine = new float[width * height * 3];
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>The right edge.</summary>
    public float Right => Width / _unit;

    /// <summary>The upper edge: 0, or less in a narrow picture.</summary>
    public float Top { get; }

    /// <summary>The lower edge: 1, or more in a narrow picture.</summary>
    public float Bottom { get; }

    /// <summary>Draws a box with rounded corners, lighter at the top than at the bottom.</summary>
    /// <param name="x">Centre.</param>
    /// <param name="y">Centre.</param>
    /// <param name="width">Full width.</param>
    /// <param name="height">Full height.</param>
    /// <param name="tint">Colour.</param>
    /// <param name="corner">Radius of the corners.</param>
    /// <param name="turn">Rotation, clockwise, in radians.</param>
    /// <param name="shade">How much lighter the top and darker the bottom is, 0..1.</param>
    public void Box(float x, float y, float width, float height, Tint tint, float corner = 0.004f, float turn = 0, float shade = 0.1f) =>
        Paint(_surface, x, y, width, height, BoxRim, turn, shade, tint, (u, v) => RoundBox(u, v, width / 2, height / 2, corner));

    /// <summary>Draws an ellipse; parameters as for <see cref="Box"/>.</summary>
    public void Ellipse(float x, float y, float width, float height, Tint tint, float turn = 0, float shade = 0.1f) =>
        Paint(_surface, x, y, width, height, OvalRim(width, height), turn, shade, tint, (u, v) => Oval(u, v, width / 2, height / 2));

    /// <summary>Draws a glowing box.</summary>
    public void BrightBox(float x, float y, float width, float height, Tint tint, float corner = 0.004f, float shade = 0.1f) =>
        Paint(_shine, x, y, width, height, BoxRim, 0, shade, tint, (u, v) => RoundBox(u, v, width / 2, height / 2, corner));

    /// <summary>Draws a glowing ellipse.</summary>
    public void BrightEllipse(float x, float y, float width, float height, Tint tint) =>
        Paint(_shine, x, y, width, height, OvalRim(width, height), 0, 0, tint, (u, v) => Oval(u, v, width / 2, height / 2));

    /// <summary>Adds the same light everywhere.</summary>
    public void Ambient(Tint tint) => AddLight(tint, static (_, _) => 1);

    /// <summary>Adds light around a point, half as strong at the distance <paramref name="reach"/>.</summary>
    public void Lamp(float x, float y, float reach, Tint tint) =>
        AddLight(tint, (px, py) => 1 / (1 + ((((px - x) * (px - x)) + ((py - y) * (py - y))) / (reach * reach))));

    /// <summary>Darkens a soft spot, such as a corner or a place near the floor.</summary>
    public void Shadow(float x, float y, float width, float height, float depth)
    {
        for (var i = 0; i < Width * Height; i++)
        {
            var (px, py) = Place(i);
            var (u, v) = ((px - x) / (width / 2), (py - y) / (height / 2));
            var factor = 1 - (depth * MathF.Exp(-2 * ((u * u) + (v * v))));
            for (var c = 0; c < 3; c++)
            {
                _light[(i * 3) + c] *= factor;
            }
        }
    }

    /// <summary>The finished picture in linear light: red, green, blue per pixel.</summary>
    public float[] Finish()
    {
        var picture = new float[_surface.Length];
        for (var i = 0; i < picture.Length; i++)
        {
            picture[i] = (_surface[i] * _light[i]) + _shine[i];
        }

        return picture;
    }

    private static float RoundBox(float u, float v, float halfWidth, float halfHeight, float corner)
    {
        var (x, y) = (Math.Abs(u) - halfWidth + corner, Math.Abs(v) - halfHeight + corner);
        var outside = MathF.Sqrt((Math.Max(x, 0) * Math.Max(x, 0)) + (Math.Max(y, 0) * Math.Max(y, 0)));
        return outside + Math.Min(Math.Max(x, y), 0) - corner;
    }

    private static float Oval(float u, float v, float halfWidth, float halfHeight) =>
        (MathF.Sqrt((u * u / (halfWidth * halfWidth)) + (v * v / (halfHeight * halfHeight))) - 1) * Math.Min(halfWidth, halfHeight);

    /// <summary>The distance to a flat oval is estimated too low along its length, so that its soft edge is wider there.</summary>
    private static float OvalRim(float width, float height) => BoxRim + (Math.Max(width, height) / Math.Min(width, height));

    private static float HalfExtent(float width, float height, float alongWidth, float alongHeight) =>
        (Math.Abs(width * alongWidth) + Math.Abs(height * alongHeight)) / 2;

    private (float X, float Y) Place(int pixel) => (((pixel % Width) + 0.5f) / _unit, (((pixel / Width) + 0.5f) / _unit) + Top);

    private void AddLight(Tint tint, Func<float, float, float> share)
    {
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = Place(i);
            var strength = share(x, y);
            _light[i * 3] += tint.R * strength;
            _light[(i * 3) + 1] += tint.G * strength;
            _light[(i * 3) + 2] += tint.B * strength;
        }
    }

    /// <summary>Paints a shape given by its signed distance, whose soft edge reaches at most <paramref name="rim"/> pixels beyond its sides. It covers what
    /// was in both layers.</summary>
    private void Paint(float[] layer, float x, float y, float width, float height, float rim, float turn, float shade, Tint tint, Func<float, float, float> distance)
    {
        var (sin, cos) = MathF.SinCos(turn);
        var (reachX, reachY) = (HalfExtent(width, height, cos, sin) + (rim / _unit), HalfExtent(width, height, sin, cos) + (rim / _unit));
        for (var row = Math.Max(0, (int)((y - reachY - Top) * _unit)); row < Math.Min(Height, (y + reachY - Top) * _unit); row++)
        {
            for (var column = Math.Max(0, (int)((x - reachX) * _unit)); column < Math.Min(Width, (x + reachX) * _unit); column++)
            {
                var at = (row * Width) + column;
                var (dx, dy) = (((column + 0.5f) / _unit) - x, ((row + 0.5f) / _unit) + Top - y);
                var (u, v) = ((dx * cos) + (dy * sin), (dy * cos) - (dx * sin));
                var cover = Math.Clamp(0.5f - (distance(u, v) * _unit), 0, 1);
                if (cover > 0)
                {
                    Cover(at * 3, cover, layer, tint * (1 - (shade * Math.Clamp(2 * v / height, -1, 1))));
                }
            }
        }
    }

    private void Cover(int at, float cover, float[] layer, Tint tint)
    {
        ReadOnlySpan<float> colour = [tint.R, tint.G, tint.B];
        for (var c = 0; c < 3; c++)
        {
            _surface[at + c] *= 1 - cover;
            _shine[at + c] *= 1 - cover;
            layer[at + c] += colour[c] * cover;
        }
    }
}
