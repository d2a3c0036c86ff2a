namespace StreamShield.Devices.VirtualCameras.UnityCapture;

/// <summary>The receiving half of UnityCapture, which exists while a program shows the camera.</summary>
internal interface IUnityReceiver : IDisposable
{
    /// <summary>The shared picture.</summary>
    UnityPicture Picture { get; }

    /// <summary>Waits for the mutex.</summary>
    /// <returns>False when the receiver does not let go of it in time.</returns>
    bool TryLock();

    /// <summary>Gives the mutex back.</summary>
    void Unlock();

    /// <summary>Says that there is a new picture.</summary>
    void Announce();

    /// <summary>True while the receiver has asked for a picture since the last call.</summary>
    bool WasAsked();
}
