namespace StreamShield.Devices;

/// <summary>How a video file says that its luma and chroma make colours.</summary>
/// <remarks>
/// OpenCV turns every clip to BGR with BT.601's matrix, and a <see cref="StreamShield.Core.ShieldedFrame"/> is made with the same one: the two cancel, the
/// streamer's luma and chroma are the clip's own. So the new file has to say what the clip said.
/// </remarks>
public enum VideoMatrix
{
    /// <summary>ITU-R BT.601: what a shielded picture is.</summary>
    Bt601 = 0,

    /// <summary>ITU-R BT.709: most clips in HD.</summary>
    Bt709,

    /// <summary>The file says nothing, and players guess by its size.</summary>
    Untold,
}
