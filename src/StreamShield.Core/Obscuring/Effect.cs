using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>One way to hide the room.</summary>
/// <param name="Name">Name as typed and shown.</param>
/// <param name="Promise">One sentence for people: what the effect shows and what it reveals.</param>
/// <param name="Make">Makes the obscurer from a validated choice.</param>
public sealed record Effect(string Name, string Promise, Func<FrameSize, EffectChoice, IObscurer> Make);
