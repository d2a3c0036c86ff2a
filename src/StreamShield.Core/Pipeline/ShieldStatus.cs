namespace StreamShield.Core.Pipeline;

/// <summary>What the outputs show.</summary>
public enum ShieldStatus
{
    /// <summary>The slate: nothing has come through yet.</summary>
    Starting = 0,

    /// <summary>The slate, with a reason.</summary>
    Slate,

    /// <summary>The shielded picture.</summary>
    Live,

    /// <summary>The slate: the shield has ended.</summary>
    Stopped,
}
