using StreamShield.Core.Frames;

namespace StreamShield.Devices.VirtualCameras;

/// <summary>One kind of virtual camera: whether it can be used here, its sink, and what its viewers see after a crash.</summary>
internal interface IVirtualCamera
{
    /// <summary>Its name in <c>--sink</c>.</summary>
    string Name { get; }

    /// <summary>The forms of its <c>--sink</c> text, for help texts.</summary>
    string Form { get; }

    /// <summary>Display name of the operating system that it runs on, such as "Windows".</summary>
    string SystemName { get; }

    /// <summary>True if this is that operating system.</summary>
    bool IsOfThisSystem { get; }

    /// <summary>Checks whether the camera can take pictures now.</summary>
    /// <param name="argument">The text after the colon; empty for the first device.</param>
    VirtualCameraOffer Probe(string argument);

    /// <summary>Creates the sink. Nothing is opened before the first picture.</summary>
    /// <param name="argument">The argument in the <see cref="VirtualCameraOffer.Target"/> of a probe.</param>
    /// <param name="size">Size of every picture.</param>
    /// <param name="framesPerSecond">Constant rate.</param>
    ISink MakeSink(string argument, FrameSize size, double framesPerSecond);

    /// <summary>
    /// Called from another process after the one that fed the camera has died: shows the slate to its viewers, as far as the protocol allows.
    /// </summary>
    /// <param name="argument">As in <see cref="MakeSink"/>.</param>
    /// <param name="slate">A slate of the dead session's size.</param>
    /// <param name="framesPerSecond">The dead session's rate.</param>
    void LeaveSlate(string argument, ShieldedFrame slate, double framesPerSecond);
}
