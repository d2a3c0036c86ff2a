namespace StreamShield.Core.Registration;

/// <summary>What one frame says of the known room.</summary>
public enum RoomVerdict
{
    /// <summary>Too little of the room is seen to say anything; the zero value claims nothing.</summary>
    Unsure = 0,

    /// <summary>The room is where the plate has it.</summary>
    Steady,

    /// <summary>The camera has shifted a little; plate and zones follow it.</summary>
    Shifted,

    /// <summary>The camera was bumped, turned or zoomed, or this is another room. Lasts until it is confirmed or a new plate is used.</summary>
    Moved,
}
