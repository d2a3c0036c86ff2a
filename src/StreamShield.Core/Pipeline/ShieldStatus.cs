namespace StreamShield.Core.Pipeline;

/// <summary>What the outputs show.</summary>
public enum ShieldStatus
{
    /// <summary>Slate: nothing has come through yet.</summary>
    Starting = 0,

    /// <summary>Slate, with a reason.</summary>
    Slate,

    /// <summary>The shielded picture.</summary>
    Live,

    /// <summary>Slate: the shield has ended.</summary>
    Stopped,
}
