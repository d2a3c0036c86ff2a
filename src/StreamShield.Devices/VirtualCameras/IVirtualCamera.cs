using StreamShield.Core.Frames;

namespace StreamShield.Devices.VirtualCameras;

/// <summary>One kind of virtual camera: whether it can be used here, its sink, and what its viewers are left with after a crash.</summary>
internal interface IVirtualCamera
{
    /// <summary>Its name in <c>--sink</c>.</summary>
    string Name { get; }

    /// <summary>How it may be written, for help texts.</summary>
    string Form { get; }

    /// <summary>The system that it belongs to, for people.</summary>
    string System { get; }

    /// <summary>True on that system.</summary>
    bool IsOfThisSystem { get; }

    /// <summary>Looks whether pictures can go there now.</summary>
    /// <param name="argument">What stood after the colon; empty for the first one.</param>
    SinkOffer Probe(string argument);

    /// <summary>Its sink; nothing is opened before the first picture.</summary>
    /// <param name="argument">As in the <see cref="SinkOffer.Target"/> of a probe.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="framesPerSecond">Steady rate.</param>
    ISink MakeSink(string argument, FrameSize size, double framesPerSecond);

    /// <summary>Called in another process after the one that fed the camera died: leaves its viewers with the slate, as far as the protocol allows.</summary>
    /// <param name="argument">As for <see cref="MakeSink"/>.</param>
    /// <param name="slate">Of the dead session's size.</param>
    /// <param name="framesPerSecond">Of the dead session.</param>
    void LeaveSlate(string argument, ShieldedFrame slate, double framesPerSecond);
}
