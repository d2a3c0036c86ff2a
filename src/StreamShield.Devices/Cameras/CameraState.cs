namespace StreamShield.Devices.Cameras;

/// <summary>What a camera's device file answers before a capture starts.</summary>
internal enum CameraState
{
    /// <summary>Not asked, or an answer nobody expected.</summary>
    Unknown = 0,

    /// <summary>Can be captured from.</summary>
    Ready,

    /// <summary>No such device file.</summary>
    Missing,

    /// <summary>No permission.</summary>
    Denied,

    /// <summary>Another program captures from it.</summary>
    Busy,

    /// <summary>A device file that is no camera, or a camera's control channel.</summary>
    NotCamera,
}
