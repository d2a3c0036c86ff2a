namespace StreamShield.DemoClip.Person;

/// <summary>What a point of the actor's surface is made of.</summary>
internal enum BodyPart
{
    /// <summary>Nothing was hit.</summary>
    None,

    /// <summary>Skin of head, neck and hands.</summary>
    Skin,

    /// <summary>An eyeball.</summary>
    Eye,

    /// <summary>The mass of hair under the strands.</summary>
    Hair,

    /// <summary>Knitted cloth.</summary>
    Sweater,

    /// <summary>Hard plastic of the headphones.</summary>
    Shell,

    /// <summary>Soft pads of the headphones.</summary>
    Cushion,
}
