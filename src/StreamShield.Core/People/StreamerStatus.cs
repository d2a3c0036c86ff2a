namespace StreamShield.Core.People;

/// <summary>What the selector knows of the streamer, for the control page. The place is the bounding box of the shown part, in picture widths and
/// heights; all 0 when nobody is shown.</summary>
/// <param name="State">How certain the selector is.</param>
/// <param name="Left">Left edge, in picture widths.</param>
/// <param name="Top">Top edge, in picture heights.</param>
/// <param name="Width">In picture widths.</param>
/// <param name="Height">In picture heights.</param>
public readonly record struct StreamerStatus(StreamerState State, double Left, double Top, double Width, double Height)
{
    /// <summary>Number of other people in the picture, who are hidden.</summary>
    public int Others { get; init; }

    /// <summary>True when clearly less than the model sees has been shown for more than half a second. Part of the streamer may be hidden.</summary>
    public bool Withheld { get; init; }
}
