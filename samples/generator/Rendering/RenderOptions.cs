namespace StreamShield.DemoClip.Rendering;

/// <summary>How much work goes into a picture.</summary>
internal sealed record RenderOptions
{
    /// <summary>Picture width.</summary>
    public int Width { get; init; } = 1280;

    /// <summary>Picture height.</summary>
    public int Height { get; init; } = 720;

    /// <summary>Frames per second.</summary>
    public int FramesPerSecond { get; init; } = 25;

    /// <summary>Rays per side of a pixel on the outline.</summary>
    public int EdgeGrid { get; init; } = 3;

    /// <summary>Rays per side of a pixel on edges inside the outline.</summary>
    public int InnerGrid { get; init; } = 2;

    /// <summary>Light paths per pixel for the empty room.</summary>
    public int RoomPaths { get; init; } = 10;

    /// <summary>Processor threads to use.</summary>
    public int Threads { get; init; } = 2;
}
