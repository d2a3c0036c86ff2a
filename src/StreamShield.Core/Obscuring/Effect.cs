using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>One way to hide the room.</summary>
/// <param name="Name">As typed and shown.</param>
/// <param name="Promise">One sentence for people: what it shows and what it gives away.</param>
/// <param name="Make">Makes its obscurer from a choice that was validated.</param>
public sealed record Effect(string Name, string Promise, Func<FrameSize, EffectChoice, IObscurer> Make);
