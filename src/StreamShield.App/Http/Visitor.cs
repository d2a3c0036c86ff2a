using Microsoft.AspNetCore.Connections;

namespace StreamShield.App.Http;

/// <summary>A connection to the server.</summary>
internal sealed class Visitor(ConnectionContext connection, TimeSpan arrived)
{
    /// <summary>When it came, as counted by <see cref="Visitors"/>.</summary>
    public TimeSpan Arrived { get; } = arrived;

    /// <summary>True once one of its requests had a valid token.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Number of requests being handled.</summary>
    public int Busy { get; set; }

    /// <summary>Closes the connection.</summary>
    public void Drop() => connection.Abort();
}
