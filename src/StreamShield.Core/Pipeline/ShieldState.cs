using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>The state of the shield, as shown to people.</summary>
/// <param name="Status">What the outputs show.</param>
/// <param name="Reason">The reason, when it is the slate.</param>
/// <param name="Detail">One sentence with cause and remedy, or empty.</param>
public sealed record ShieldState(ShieldStatus Status, SlateReason Reason, string Detail)
{
    /// <summary>The state before the first frame.</summary>
    public static ShieldState Starting { get; } = new(ShieldStatus.Starting, SlateReason.Starting, "");
}
