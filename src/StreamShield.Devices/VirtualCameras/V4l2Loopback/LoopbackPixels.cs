namespace StreamShield.Devices.VirtualCameras.V4l2Loopback;

/// <summary>Pixel format of a loopback device.</summary>
internal enum LoopbackPixels
{
    /// <summary>4:2:2, which most webcams send and most programs read.</summary>
    Yuyv = 0,

    /// <summary>Planar 4:2:0.</summary>
    I420,
}
