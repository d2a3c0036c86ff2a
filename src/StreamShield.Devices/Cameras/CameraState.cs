namespace StreamShield.Devices.Cameras;

/// <summary>State of a camera's device file before capture starts.</summary>
internal enum CameraState
{
    /// <summary>Not queried, or an unexpected error.</summary>
    Unknown = 0,

    /// <summary>Ready for capture.</summary>
    Ready,

    /// <summary>The device file does not exist.</summary>
    Missing,

    /// <summary>No permission to open it.</summary>
    Denied,

    /// <summary>Another program is capturing from it.</summary>
    Busy,

    /// <summary>The device file is not a camera, or is only a camera's metadata or control channel.</summary>
    NotCamera,
}
