using System.Numerics;

namespace StreamShield.DemoClip.Rendering;

/// <summary>The light that falls on the actor: window, second window behind, monitor, lamp and the room's own glow.</summary>
internal static class Lights
{
    /// <summary>Towards the big window beside the desk.</summary>
    public static readonly Vector3 KeyDirection = Vector3.Normalize(new Vector3(-0.72f, 0.42f, 0.62f));

    /// <summary>Colour of the big window's light.</summary>
    public static readonly Vector3 KeyColour = new Vector3(1.0f, 0.97f, 0.93f) * 1.42f;

    /// <summary>Towards the window in the picture.</summary>
    public static readonly Vector3 RimDirection = Vector3.Normalize(new Vector3(-0.80f, 0.25f, -0.62f));

    /// <summary>Colour of the window in the picture.</summary>
    public static readonly Vector3 RimColour = new Vector3(0.86f, 0.95f, 1.1f) * 0.85f;

    /// <summary>Towards the bedside lamp.</summary>
    public static readonly Vector3 LampDirection = Vector3.Normalize(new Vector3(0.72f, 0.12f, -0.68f));

    /// <summary>Colour of the bedside lamp.</summary>
    public static readonly Vector3 LampColour = new Vector3(1.0f, 0.62f, 0.32f) * 0.5f;

    /// <summary>Towards the monitor.</summary>
    public static readonly Vector3 ScreenDirection = Vector3.Normalize(new Vector3(0.25f, -0.05f, 1f));

    /// <summary>Colour of the monitor.</summary>
    public static readonly Vector3 ScreenColour = new Vector3(0.92f, 0.97f, 1.08f) * 0.34f;

    /// <summary>Light from all around for a surface facing <paramref name="normal"/>.</summary>
    public static Vector3 Ambient(Vector3 normal)
    {
        float up = 0.5f + 0.5f * normal.Y;
        float left = 0.5f - 0.5f * normal.X;
        Vector3 vertical = Vector3.Lerp(new Vector3(0.17f, 0.13f, 0.105f), new Vector3(0.33f, 0.34f, 0.36f), up);
        return vertical * (0.8f + 0.35f * left);
    }
}
