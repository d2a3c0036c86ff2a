namespace StreamShield.Core.Zones;

/// <summary>What a zone does to the pixels inside it.</summary>
public enum ZoneKind
{
    /// <summary>Always hidden, whatever the matte says; wins over <see cref="Keep"/>.</summary>
    Hide = 0,

    /// <summary>Shown in spite of the matte: whatever of the room is inside can be seen by everybody.</summary>
    Keep,
}
