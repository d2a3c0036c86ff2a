namespace StreamShield.Lab.Rooms;

/// <summary>A thing of a scene, which belongs to the room unless it is held.</summary>
/// <param name="Picture">Picture below <c>objects/</c>, without extension.</param>
/// <param name="X">Of its middle, in picture widths.</param>
/// <param name="Bottom">Of its lower edge, in picture heights.</param>
/// <param name="Height">In picture heights.</param>
/// <param name="HeldFrom">Frame from which the streamer lifts it before the chest; below 0 it stands behind the streamer and never moves.</param>
internal sealed record Prop(string Picture, double X, double Bottom, double Height, int HeldFrom = -1)
{
    /// <summary>Whether the streamer holds it: it is then neither room nor person.</summary>
    public bool IsHeld => HeldFrom >= 0;
}
