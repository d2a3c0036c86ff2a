using Microsoft.AspNetCore.Connections;

namespace StreamShield.App.Http;

/// <summary>One connection of the server.</summary>
internal sealed class Visitor(ConnectionContext connection, long arrived)
{
    /// <summary>When it came, as a time stamp.</summary>
    public long Arrived { get; } = arrived;

    /// <summary>True once a request of it has shown a valid token.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Requests that are being answered.</summary>
    public int Busy { get; set; }

    /// <summary>Closes it.</summary>
    public void Drop() => connection.Abort();
}
