namespace StreamShield.Devices.VirtualCameras.V4l2Loopback;

/// <summary>An open v4l2loopback device that takes pictures.</summary>
internal interface ILoopback : IDisposable
{
    /// <summary>The pixel format that the device accepted.</summary>
    LoopbackPixels Pixels { get; }

    /// <summary>Writes a picture for the readers.</summary>
    /// <exception cref="Core.Frames.ShieldException">The device is gone.</exception>
    void Write(ReadOnlySpan<byte> picture);

    /// <summary>Stores a picture in the kernel that readers get when no other picture has come for a while: what they see if this process dies.</summary>
    /// <param name="picture">In the device's format.</param>
    /// <param name="after">How long readers may see the last picture before that.</param>
    /// <returns>False if the driver's version does not support it; readers then get an empty picture after that time, or keep the last one.</returns>
    bool KeepForSilence(ReadOnlySpan<byte> picture, TimeSpan after);
}
