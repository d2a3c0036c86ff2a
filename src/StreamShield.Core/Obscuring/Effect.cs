using StreamShield.Core.Frames;

namespace StreamShield.Core.Obscuring;

/// <summary>One way to hide the room.</summary>
/// <param name="Name">Name as typed and shown.</param>
/// <param name="Promise">One sentence for people: what the effect shows and what it reveals.</param>
/// <param name="ShowsRoom">True if the picture is made of the room's colours, so that it can be compared with photographs of rooms.</param>
/// <param name="HasStrength">True if it follows <see cref="EffectChoice.Strength"/>.</param>
/// <param name="Make">Makes the obscurer from a validated choice.</param>
public sealed record Effect(string Name, string Promise, bool ShowsRoom, bool HasStrength, Func<FrameSize, EffectChoice, IObscurer> Make);
