namespace StreamShield.App.Desktop;

/// <summary>A key that works in every program, taken for as long as this lives. Disposing gives it back.</summary>
internal interface IPanicKey : IDisposable
{
    /// <summary>Why it does not work, as one sentence with cause and cure; empty while it works or is being asked for. From any thread.</summary>
    string Trouble { get; }

    /// <summary>True once the system has granted it.</summary>
    bool Works { get; }
}
