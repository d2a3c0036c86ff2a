namespace StreamShield.Core.Storage;

/// <summary>The condition of a profile's stored plate, with an explanation.</summary>
/// <param name="State">The condition.</param>
/// <param name="Sentence">One sentence with cause and remedy; empty when nothing is wrong.</param>
public sealed record PlateCondition(PlateState State, string Sentence)
{
    /// <summary>The profile has no plate and needs none.</summary>
    public static PlateCondition None { get; } = new(PlateState.None, "");
}
