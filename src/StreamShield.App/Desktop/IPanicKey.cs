namespace StreamShield.App.Desktop;

/// <summary>A global hotkey, registered until it is disposed.</summary>
internal interface IPanicKey : IDisposable
{
    /// <summary>Why it does not work, as one sentence with cause and cure; empty while it works or is being requested. Thread-safe.</summary>
    string Trouble { get; }

    /// <summary>True once the system has granted it.</summary>
    bool Works { get; }
}
