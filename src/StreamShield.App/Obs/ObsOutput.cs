namespace StreamShield.App.Obs;

/// <summary>An output of OBS.</summary>
internal enum ObsOutput
{
    /// <summary>The live stream to a service.</summary>
    Stream,

    /// <summary>The recording to a file.</summary>
    Record,

    /// <summary>OBS's own virtual camera.</summary>
    VirtualCam,

    /// <summary>The replay buffer, which can be saved to a file.</summary>
    ReplayBuffer,
}
