namespace StreamShield.Core.Storage;

/// <summary>The condition of a profile's stored plate.</summary>
public enum PlateState
{
    /// <summary>There should be one, but it cannot be used.</summary>
    Lost,

    /// <summary>The profile has no plate.</summary>
    None,

    /// <summary>It can be used, but others could read its key, and so the picture of the room.</summary>
    Exposed,

    /// <summary>Nothing is wrong.</summary>
    Good,
}
