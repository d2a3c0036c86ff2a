using StreamShield.App.Http;

namespace StreamShield.App.Page.Previews;

/// <summary>
/// Leave to see the raw picture: one at a time, short, renewed while a button is held. Beside the page's own token, so that whatever shows the page by itself (a page left
/// open) never shows the room. From any thread.
/// </summary>
internal sealed class RawGrant(TimeProvider time)
{
    /// <summary>How long one holds.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private AccessToken? _grant;
    private long _given;

    /// <summary>Gives a new one; an earlier one ends.</summary>
    public string Give()
    {
        lock (_gate)
        {
            _grant = AccessToken.New();
            _given = time.GetTimestamp();
            return _grant.Text;
        }
    }

    /// <summary>Lets one hold for the full time again.</summary>
    /// <returns>False when it holds no more.</returns>
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
