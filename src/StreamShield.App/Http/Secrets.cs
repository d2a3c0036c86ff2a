using StreamShield.App.Hosting;

namespace StreamShield.App.Http;

/// <summary>
/// The tokens of a run, each with its own access right, and the one-time codes that open a page. The picture's token is given to other programs, so it opens
/// nothing else. Thread-safe.
/// </summary>
/// <param name="picture">Token for the picture's address.</param>
/// <param name="control">Token for docks and buttons.</param>
/// <param name="time">The clock for the codes' expiry.</param>
internal sealed class Secrets(AccessToken picture, AccessToken control, TimeProvider time)
{
    /// <summary>Lifetime of a code.</summary>
    public static readonly TimeSpan CodeLasts = TimeSpan.FromSeconds(60);

    private const int MaxWindows = 64;

    private readonly Lock _gate = new();
    private readonly List<(AccessToken Code, long Made)> _codes = [];
    private readonly List<AccessToken> _windows = [];

    /// <summary>Gives access to the shielded picture only.</summary>
    public AccessToken Picture => picture;

    /// <summary>Gives access to state and settings, but not to the raw picture.</summary>
    public AccessToken Control => control;

    /// <summary>Creates codes; known only to this computer's user.</summary>
    public AccessToken Door { get; } = AccessToken.New();

    /// <summary>Creates tokens that end with the run, or loads those of this installation.</summary>
    /// <param name="keep">True for tokens that later runs use as well.</param>
    /// <param name="folder">Folder in which they are kept.</param>
    /// <param name="time">The clock for the codes' expiry.</param>
    /// <exception cref="UserException">The tokens cannot be read or written.</exception>
    public static Secrets Make(bool keep, string folder, TimeProvider time) => keep
        ? new Secrets(AccessToken.Kept(Path.Combine(folder, "token")), AccessToken.Kept(Path.Combine(folder, "control-token")), time)
        : new Secrets(AccessToken.New(), AccessToken.New(), time);

    /// <summary>The access right of a token.</summary>
    public Right Of(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return Right.None;
        }

        lock (_gate)
        {
            return Door.Matches(token) ? Right.Door
                : _windows.Exists(window => window.Matches(token)) ? Right.Window
                : Control.Matches(token) ? Right.Control
                : Picture.Matches(token) ? Right.Picture
                : Right.None;
        }
    }

    /// <summary>
    /// Creates a code that opens one page once within <see cref="CodeLasts"/>. It may be visible to others for a moment, for example in a list of processes.
    /// </summary>
    public string NewCode()
    {
        lock (_gate)
        {
            _codes.RemoveAll(IsOver);
            var code = AccessToken.New();
            _codes.Add((code, time.GetTimestamp()));
            return code.Text;
        }
    }

    /// <summary>Exchanges a code for a page's token.</summary>
    /// <returns>Null if the code is unknown, expired or already used.</returns>
    public AccessToken? Redeem(string? code)
    {
        lock (_gate)
        {
            _codes.RemoveAll(IsOver);
            if (_codes.RemoveAll(one => one.Code.Matches(code)) == 0)
            {
                return null;
            }

            var window = AccessToken.New();
            _windows.Add(window);
            if (_windows.Count > MaxWindows)
            {
                _windows.RemoveAt(0);
            }

            return window;
        }
    }

    private bool IsOver((AccessToken Code, long Made) one) => time.GetElapsedTime(one.Made) > CodeLasts;
}
