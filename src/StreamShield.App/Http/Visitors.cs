using Microsoft.AspNetCore.Connections;

namespace StreamShield.App.Http;

/// <summary>
/// Limits the server's connections. One without a valid token is dropped after ten seconds, or sooner if many arrive, oldest first, so clients without a token
/// lock nobody out. Connections with a token have their own limit, and the panic button and the page are served even beyond that. Thread-safe.
/// </summary>
internal sealed class Visitors : IDisposable
{
    /// <summary>Maximum number of connections without a token.</summary>
    public const int MaxStrangers = 128;

    /// <summary>Maximum number of connections with a token: viewers, pages, buttons.</summary>
    public const int MaxKnown = 64;

    /// <summary>The same limit for urgent requests.</summary>
    public const int MaxKnownUrgent = 192;

    /// <summary>Time-out for a valid token. The first request of a run takes seconds on a busy computer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SweepInterval = Patience / 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<Visitor> _strangers = new();
    private readonly LinkedList<Visitor> _known = new();
    private readonly AttendedTime _attended;
    private readonly ITimer _sweep;

    /// <summary>Creates it without connections.</summary>
    public Visitors(TimeProvider time)
    {
        _attended = new AttendedTime(time, SweepInterval);
        _sweep = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    /// <summary>Number of connections without and with a token.</summary>
    public (int Strangers, int Known) Count
    {
        get
        {
            lock (_gate)
            {
                return (_strangers.Count, _known.Count);
            }
        }
    }

    /// <summary>Tracks a connection while it is served.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var visitor = Enter(connection);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(visitor);
        }
    }

    /// <summary>Registers that a connection has a valid token.</summary>
    /// <param name="visitor">The connection; null if there is none, as in tests.</param>
    /// <param name="isUrgent">True for a request that must be answered under any load.</param>
    /// <returns>False if the limit is reached.</returns>
    public bool Admit(Visitor? visitor, bool isUrgent)
    {
        Visitor? dropped = null;
        lock (_gate)
        {
            if (visitor is null || visitor.IsKnown)
            {
                return true;
            }

            if (_known.Count >= (isUrgent ? MaxKnownUrgent : MaxKnown))
            {
                // An idle connection gives up its place.
                dropped = _known.FirstOrDefault(other => other.Busy == 0);
                if (dropped is null)
                {
                    return false;
                }

                _known.Remove(dropped);
            }

            visitor.IsKnown = true;
            _strangers.Remove(visitor);
            _known.AddLast(visitor);
        }

        dropped?.Drop();
        return true;
    }

    /// <summary>Counts a request that begins (+1) or ends (-1).</summary>
    public void Note(Visitor? visitor, int requests)
    {
        if (visitor is not null)
        {
            lock (_gate)
            {
                visitor.Busy += requests;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sweep.Dispose();

    private Visitor Enter(ConnectionContext connection)
    {
        Visitor visitor;
        Visitor? oldest = null;
        lock (_gate)
        {
            visitor = new Visitor(connection, _attended.Now);
            connection.Features.Set(visitor);
            _strangers.AddLast(visitor);
            if (_strangers.Count > MaxStrangers)
            {
                oldest = _strangers.First!.Value;
                _strangers.RemoveFirst();
            }
        }

        oldest?.Drop();
        return visitor;
    }

    private void Leave(Visitor visitor)
    {
        lock (_gate)
        {
            (visitor.IsKnown ? _known : _strangers).Remove(visitor);
        }
    }

    private void Sweep()
    {
        List<Visitor> late = [];
        lock (_gate)
        {
            _attended.Look();
            while (_strangers.First is { } first && _attended.Now - first.Value.Arrived >= Patience)
            {
                late.Add(first.Value);
                _strangers.RemoveFirst();
            }
        }

        late.ForEach(visitor => visitor.Drop());
    }
}
