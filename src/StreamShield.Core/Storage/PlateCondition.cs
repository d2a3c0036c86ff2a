namespace StreamShield.Core.Storage;

/// <summary>How the stored plate of a room stands, in words.</summary>
/// <param name="State">How.</param>
/// <param name="Sentence">One sentence with cause and cure; empty where nothing is wrong.</param>
public sealed record PlateCondition(PlateState State, string Sentence)
{
    /// <summary>The room has none, and is to have none.</summary>
    public static PlateCondition None { get; } = new(PlateState.None, "");
}
