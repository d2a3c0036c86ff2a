using StreamShield.Core.Frames;

namespace StreamShield.Core.Sound;

/// <summary>One end of the sound path. Used by one thread; another thread may dispose it, which ends a call that waits.</summary>
public interface ISoundDevice : IDisposable
{
    /// <summary>Name shown to people, valid before and after opening.</summary>
    string Name { get; }

    /// <summary>Latency of this end in milliseconds: from the air until read, or from written until heard. 0 without a device.</summary>
    double LatencyMs { get; }

    /// <summary>Opens the device, or opens it again after a failure.</summary>
    /// <exception cref="ShieldException">The device cannot be opened; one sentence with cause and remedy.</exception>
    void Open();
}
