namespace StreamShield.Devices.VirtualCameras.V4l2Loopback;

/// <summary>An opened loopback device of Video4Linux that takes pictures.</summary>
internal interface ILoopback : IDisposable
{
    /// <summary>The format that it took.</summary>
    LoopbackPixels Pixels { get; }

    /// <summary>Gives readers a picture.</summary>
    /// <exception cref="Core.Frames.ShieldException">The device is gone.</exception>
    void Write(ReadOnlySpan<byte> picture);

    /// <summary>Keeps a picture in the kernel, which readers get when no other has come for so long: what they see when this process dies.</summary>
    /// <param name="picture">In the device's format.</param>
    /// <param name="after">How long the last picture may stand.</param>
    /// <returns>False when the driver's version cannot; then readers get an empty picture after that time, or keep the last one.</returns>
    bool KeepForSilence(ReadOnlySpan<byte> picture, TimeSpan after);
}
