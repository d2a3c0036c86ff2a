namespace StreamShield.Core.Registration;

/// <summary>How many firm anchors one frame showed.</summary>
/// <param name="Open">Not hidden by a person, inside the picture and with enough contrast to be judged.</param>
/// <param name="Recognised">Of these, looking like the plate, where the shift says.</param>
internal readonly record struct RoomCount(int Open, int Recognised);
