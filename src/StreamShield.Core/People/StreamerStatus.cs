namespace StreamShield.Core.People;

/// <summary>What the control page may say of the streamer. The place is the shown part's upright frame, in pictures; all 0 when nobody is shown.</summary>
/// <param name="State">How sure the selector is.</param>
/// <param name="Left">Left edge, in picture widths.</param>
/// <param name="Top">Top edge, in picture heights.</param>
/// <param name="Width">In picture widths.</param>
/// <param name="Height">In picture heights.</param>
public readonly record struct StreamerStatus(StreamerState State, double Left, double Top, double Width, double Height)
{
    /// <summary>Others in the picture, who are hidden.</summary>
    public int Others { get; init; }

    /// <summary>True when for longer than half a second clearly less is shown than the model sees: part of the streamer may be hidden.</summary>
    public bool Withheld { get; init; }
}
