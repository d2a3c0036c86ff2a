using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>The shield state as a person sees it.</summary>
/// <param name="Status">What the outputs show.</param>
/// <param name="Reason">Why, when it is the slate.</param>
/// <param name="Detail">One sentence with cause and cure, or empty.</param>
public sealed record ShieldState(ShieldStatus Status, SlateReason Reason, string Detail)
{
    /// <summary>The state before the first frame.</summary>
    public static ShieldState Starting { get; } = new(ShieldStatus.Starting, SlateReason.Starting, "");
}
