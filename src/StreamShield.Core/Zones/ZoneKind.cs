namespace StreamShield.Core.Zones;

/// <summary>What a zone does to the pixels inside it.</summary>
public enum ZoneKind
{
    /// <summary>Always hidden, whatever the matte says. Wins over <see cref="Keep"/>.</summary>
    Hide = 0,

    /// <summary>Always shown, whatever the matte says: everybody sees any part of the room inside.</summary>
    Keep,
}
