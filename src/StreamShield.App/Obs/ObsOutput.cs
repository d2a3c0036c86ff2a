namespace StreamShield.App.Obs;

/// <summary>A way out of OBS.</summary>
internal enum ObsOutput
{
    /// <summary>Live to a service.</summary>
    Stream,

    /// <summary>Into a file.</summary>
    Record,

    /// <summary>OBS's own virtual camera.</summary>
    VirtualCam,

    /// <summary>The replay buffer: into memory, and a file when asked.</summary>
    ReplayBuffer,
}
