namespace StreamShield.Devices.VirtualCameras.UnityCapture;

/// <summary>UnityCapture's receiver, which exists while a program shows the camera.</summary>
internal interface IUnityReceiver : IDisposable
{
    /// <summary>The shared picture.</summary>
    UnityPicture Picture { get; }

    /// <summary>Acquires the mutex.</summary>
    /// <returns>False if the receiver does not release it in time.</returns>
    bool TryLock();

    /// <summary>Releases the mutex.</summary>
    void Unlock();

    /// <summary>Signals that a new picture is available.</summary>
    void Announce();

    /// <summary>True if the receiver has requested a picture since the last call.</summary>
    bool WasAsked();
}
