using Microsoft.AspNetCore.Connections;

namespace StreamShield.App.Http;

/// <summary>
/// The server's places. A connection that shows no valid token is dropped after ten seconds, or sooner when many come: the oldest goes first. So whoever has no token keeps nobody out.
/// Those with a token have places of their own, and the panic button and the page are answered beyond them. From any thread.
/// </summary>
internal sealed class Visitors : IDisposable
{
    /// <summary>Connections that have shown no token yet.</summary>
    public const int MaxStrangers = 128;

    /// <summary>Connections with a token: viewers, pages, buttons.</summary>
    public const int MaxKnown = 64;

    /// <summary>The same with those that only urgent requests may use.</summary>
    public const int MaxKnownUrgent = 192;

    /// <summary>To show a token. The first request of a run, on a busy computer, takes seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly LinkedList<Visitor> _strangers = new();
    private readonly LinkedList<Visitor> _known = new();
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    /// <summary>An empty house.</summary>
    public Visitors(TimeProvider time)
    {
        _time = time;
        _sweep = time.CreateTimer(_ => Sweep(), null, Patience / 8, Patience / 8);
    }

    /// <summary>Connections without and with a token.</summary>
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

    /// <summary>Lets a connection in for as long as it lasts.</summary>
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

    /// <summary>It has shown a valid token.</summary>
    /// <param name="visitor">The connection; null when there is none, as in a test.</param>
    /// <param name="isUrgent">True for a request that must be answered whoever else is there.</param>
    /// <returns>False when all places are taken.</returns>
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
                // One that asks for nothing just now gives its place up.
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

    /// <summary>A request begins (+1) or ends (-1).</summary>
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
        var visitor = new Visitor(connection, _time.GetTimestamp());
        connection.Features.Set(visitor);
        Visitor? oldest = null;
        lock (_gate)
        {
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
            while (_strangers.First is { } first && _time.GetElapsedTime(first.Value.Arrived) >= Patience)
            {
                late.Add(first.Value);
                _strangers.RemoveFirst();
            }
        }

        late.ForEach(visitor => visitor.Drop());
    }
}
