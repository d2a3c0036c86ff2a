namespace StreamShield.Core.Registration;

/// <summary>The state of the known room after a frame.</summary>
public enum RoomVerdict
{
    /// <summary>Too little of the room is visible to decide. As the zero value it claims nothing.</summary>
    Unsure = 0,

    /// <summary>The room is where the plate shows it.</summary>
    Steady,

    /// <summary>The camera has moved a little. Plate and zones follow.</summary>
    Shifted,

    /// <summary>The camera was bumped, turned or zoomed, or this is another room. Lasts until it is confirmed or a new plate is used.</summary>
    Moved,
}
