namespace StreamShield.Core.Storage;

/// <summary>How the stored plate of a room stands.</summary>
public enum PlateState
{
    /// <summary>There should be one, and it cannot be used.</summary>
    Lost,

    /// <summary>The room has none.</summary>
    None,

    /// <summary>It can be used; but others could read its key, and with it the picture of the room.</summary>
    Exposed,

    /// <summary>All is well.</summary>
    Good,
}
