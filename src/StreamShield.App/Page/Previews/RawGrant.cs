using StreamShield.App.Http;

namespace StreamShield.App.Page.Previews;

/// <summary>
/// The grant to see the raw picture: one at a time, short, renewed while a button is held. It is needed beside the page's token, so that a page without a user (a page left
/// open) never shows the room. Thread-safe.
/// </summary>
internal sealed class RawGrant(TimeProvider time)
{
    /// <summary>How long a grant is valid.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private AccessToken? _grant;
    private long _given;

    /// <summary>Creates a new grant and ends the earlier one.</summary>
    public string Give()
    {
        lock (_gate)
        {
            _grant = AccessToken.New();
            _given = time.GetTimestamp();
            return _grant.Text;
        }
    }

    /// <summary>Renews a grant for the full time.</summary>
    /// <returns>False when it is no longer valid.</returns>
    public bool Renew(string grant)
    {
        lock (_gate)
        {
            if (!Holds(grant))
            {
                return false;
            }

            _given = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>True while it holds.</summary>
    public bool Holds(string? grant)
    {
        lock (_gate)
        {
            return _grant is not null && time.GetElapsedTime(_given) < Lasts && _grant.Matches(grant);
        }
    }

    /// <summary>Ends whichever holds.</summary>
    public void End()
    {
        lock (_gate)
        {
            _grant = null;
        }
    }
}
