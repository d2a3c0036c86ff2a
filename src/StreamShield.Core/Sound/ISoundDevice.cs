using StreamShield.Core.Frames;

namespace StreamShield.Core.Sound;

/// <summary>One end of the sound's path. Used by one thread; disposing may come from another one and ends a call that waits.</summary>
public interface ISoundDevice : IDisposable
{
    /// <summary>Name for people, before and after opening.</summary>
    string Name { get; }

    /// <summary>How long sound takes through this end, in milliseconds: from the air until read, or from written until heard. 0 where there is no device.</summary>
    double LatencyMs { get; }

    /// <summary>Opens the device, or opens it anew after a failure.</summary>
    /// <exception cref="ShieldException">It cannot be had; one sentence with cause and cure.</exception>
    void Open();
}
