using StreamShield.App.Hosting;

namespace StreamShield.App.Http;

/// <summary>
/// The tokens of a run, each with its own right, and the codes that open a page once. The picture's token is passed on to other programs, so it opens nothing else. From any thread.
/// </summary>
/// <param name="picture">For the picture's address.</param>
/// <param name="control">For docks and buttons.</param>
/// <param name="time">The clock of the codes.</param>
internal sealed class Secrets(AccessToken picture, AccessToken control, TimeProvider time)
{
    /// <summary>How long a code can be used.</summary>
    public static readonly TimeSpan CodeLasts = TimeSpan.FromSeconds(60);

    private const int MaxWindows = 64;

    private readonly Lock _gate = new();
    private readonly List<(AccessToken Code, long Made)> _codes = [];
    private readonly List<AccessToken> _windows = [];

    /// <summary>Opens the shielded picture, nothing else.</summary>
    public AccessToken Picture => picture;

    /// <summary>Opens state and settings, not the raw picture.</summary>
    public AccessToken Control => control;

    /// <summary>Makes codes; never leaves this computer's user.</summary>
    public AccessToken Door { get; } = AccessToken.New();

    /// <summary>New ones that end with the run, or those of this installation.</summary>
    /// <param name="keep">True for those that later runs use as well.</param>
    /// <param name="folder">Where they are kept.</param>
    /// <param name="time">The clock of the codes.</param>
    /// <exception cref="UserException">They cannot be kept.</exception>
    public static Secrets Make(bool keep, string folder, TimeProvider time) => keep
        ? new Secrets(AccessToken.Kept(Path.Combine(folder, "token")), AccessToken.Kept(Path.Combine(folder, "control-token")), time)
        : new Secrets(AccessToken.New(), AccessToken.New(), time);

    /// <summary>What a token opens.</summary>
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

    /// <summary>A code that opens one page once, for <see cref="CodeLasts"/>: it may stand where others can read it for a moment.</summary>
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
    /// <returns>Null when it was used, is too old, or is none.</returns>
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
