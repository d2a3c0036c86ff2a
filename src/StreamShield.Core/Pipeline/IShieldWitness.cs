using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>Observes frames while they are shielded: the pre-flight audit, the views of the control page. It sees raw pixels, so what it keeps of
/// them must stay in memory and be wiped.</summary>
public interface IShieldWitness
{
    /// <summary>Called on the shield thread for each shielded frame, just before its picture is published. Copies what it needs and returns at
    /// once.</summary>
    /// <param name="raw">The raw frame, valid during the call.</param>
    /// <param name="shield">The shield after this frame, with its matte and room. Valid during the call.</param>
    /// <param name="output">The picture about to be shown, valid during the call.</param>
    void Look(Frame raw, FrameShield shield, ShieldedFrame output);

    /// <summary>Called once, on the shield thread, when <see cref="Look"/> threw. It is not called again; the shield goes on.</summary>
    void Failed(Exception reason);
}
