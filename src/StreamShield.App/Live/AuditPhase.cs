namespace StreamShield.App.Live;

/// <summary>Where the check before a stream stands.</summary>
internal enum AuditPhase
{
    /// <summary>There was none, or it was stopped.</summary>
    Idle = 0,

    /// <summary>It watches and measures.</summary>
    Running,

    /// <summary>It has an outcome.</summary>
    Done,

    /// <summary>It failed itself.</summary>
    Failed,
}
