namespace StreamShield.Devices.VirtualCameras.V4l2Loopback;

/// <summary>What a loopback device is fed with.</summary>
internal enum LoopbackPixels
{
    /// <summary>4:2:2, what most webcams send and most programs read.</summary>
    Yuyv = 0,

    /// <summary>4:2:0 in planes.</summary>
    I420,
}
