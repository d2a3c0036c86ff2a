using StreamShield.Core.Frames;

namespace StreamShield.Core.Pipeline;

/// <summary>Looks on while frames are shielded: the pre-flight audit, the control page's views. Sees raw pixels, so what it keeps of them stays in memory and is wiped.</summary>
public interface IShieldWitness
{
    /// <summary>Called on the shield thread for each frame that was shielded, just before its picture is published. Copies what it needs and returns at once.</summary>
    /// <param name="raw">The raw frame; valid during the call.</param>
    /// <param name="shield">The shield after this frame: its matte, its room; valid during the call.</param>
    /// <param name="output">What is about to be shown; valid during the call.</param>
    void Look(Frame raw, FrameShield shield, ShieldedFrame output);

    /// <summary>Called once, on the shield thread, when <see cref="Look"/> threw: it is not called again, the shield goes on.</summary>
    void Failed(Exception reason);
}
