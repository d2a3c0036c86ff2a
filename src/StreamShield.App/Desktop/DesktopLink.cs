using StreamShield.App.Hosting;
using StreamShield.App.Live;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;

namespace StreamShield.App.Desktop;

/// <summary>
/// Connects a live run to the user's desktop: tray, notifications and panic key. The panic key only hides, so pressing it twice in a panic is safe; icon, page
/// or terminal show the picture again. Thread-safe.
/// </summary>
internal sealed class DesktopLink : IDisposable
{
    private readonly PanicButton _panic;
    private readonly DesktopActions _actions;
    private readonly DesktopSettings _settings;
    private readonly DesktopNews _news;
    private readonly Func<KeyChord, Action, IPanicKey?> _takeKey;
    private readonly Lock _gate = new();
    private ITray? _tray;
    private IPanicKey? _key;
    private KeyChord? _chord;
    private LiveStatus? _shown;
    private string _trouble = "";
    private bool _autostart;
    private bool _isClosed;

    /// <summary>Starts; slow desktop services are contacted on other threads.</summary>
    /// <param name="panic">What the panic key presses.</param>
    /// <param name="actions">The menu's other actions.</param>
    /// <param name="settings">The user's settings for this computer.</param>
    /// <param name="chosen">The panic key from the command line; null for the stored one.</param>
    /// <param name="time">The clock for notifications.</param>
    /// <param name="openTray">Creates the tray; null for this desktop's.</param>
    /// <param name="takeKey">Registers the panic key; null for this desktop's way.</param>
    public DesktopLink(
        PanicButton panic, DesktopActions actions, DesktopSettings settings, string? chosen, TimeProvider time,
        Func<Action<TrayCommand>, ITray?>? openTray = null, Func<KeyChord, Action, IPanicKey?>? takeKey = null)
    {
        _panic = panic;
        _actions = actions;
        _settings = settings;
        _news = new DesktopNews(time);
        _takeKey = takeKey ?? DesktopParts.TakeKey;
        _panic.Changed += ShowAgain;
        Ready = Task.Run(() => Begin(chosen, openTray ?? DesktopParts.OpenTray));
    }

    /// <summary>Completes once icon and key have been requested. Never fails.</summary>
    public Task Ready { get; }

    /// <summary>State of the panic key for the page.</summary>
    public PanicKeyView Key
    {
        get
        {
            lock (_gate)
            {
                return new PanicKeyView(_chord?.ToString() ?? KeyChord.None, _key?.Works == true, _trouble.Length > 0 ? _trouble : _key?.Trouble ?? "", _autostart);
            }
        }
    }

    /// <summary>Sets the panic key for this and later runs.</summary>
    /// <param name="chord">The key; null for none.</param>
    /// <exception cref="UserException">The key is taken or cannot be stored; the old one stays active.</exception>
    public void ChooseKey(KeyChord? chord)
    {
        lock (_gate)
        {
            if (chord == _chord && _key?.Works == true)
            {
                return;
            }

            var taken = chord is null ? null : _takeKey(chord, Hide);
            if (taken is { Trouble.Length: > 0 })
            {
                var trouble = taken.Trouble;
                taken.Dispose();
                throw new UserException(trouble);
            }

            try
            {
                _settings.PanicKey = chord;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                taken?.Dispose();
                throw new UserException($"The panic key could not be stored ({e.Message.TrimEnd('.')}): free the disk, or allow your user to write there.");
            }

            _key?.Dispose();
            (_key, _chord, _trouble) = (taken, chord, "");
        }
    }

    /// <summary>Enables or disables starting at login.</summary>
    /// <exception cref="UserException">The system refused.</exception>
    public void SetAutostart(bool on)
    {
        try
        {
            Autostart.IsOn = on;
            _autostart = on;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"StreamShield cannot be made to start with your computer ({e.Message.TrimEnd('.')}): allow your user to write there.");
        }
    }

    /// <summary>Updates the tray. Called a few times per second.</summary>
    public void Show(LiveStatus status)
    {
        var tray = Volatile.Read(ref _tray);
        if (tray is null)
        {
            return;
        }

        Volatile.Write(ref _shown, status);
        Paint(tray, status);
        if (_news.Next(status) is { } news)
        {
            tray.Notify(news.Title, news.Text);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _panic.Changed -= ShowAgain;
        lock (_gate)
        {
            _isClosed = true;
            _key?.Dispose();
            _key = null;
        }

        Interlocked.Exchange(ref _tray, null)?.Dispose();
    }

    /// <summary>The tray's content for a state.</summary>
    internal static TrayView ViewOf(LiveStatus status, bool panic, bool autostart, bool isWindows) => new(
        status.Live ? TrayColour.Green : status.Reason is SlateReason.Starting or SlateReason.ModelLoading ? TrayColour.Grey : TrayColour.Red,
        $"StreamShield: {status.Headline}",
        [
            new(TrayCommand.Panic, "Hide everything", panic),
            new(TrayCommand.Open, "Open"),
            new(TrayCommand.Settings, "Settings"),
            new(TrayCommand.Autostart, isWindows ? "Start with Windows" : "Start when I log in", autostart),
            new(TrayCommand.Quit, "Quit"),
        ]);

    private void Begin(string? chosen, Func<Action<TrayCommand>, ITray?> openTray)
    {
        // The key first: it is what protects the user.
        var chord = KeyChord.Default;
        try
        {
            chord = chosen is null ? _settings.PanicKey : KeyChord.Parse(chosen);
        }
        catch (UserException e)
        {
            _trouble = e.Message;
        }

        lock (_gate)
        {
            _chord = chord;
            _key = chord is null || _isClosed ? null : _takeKey(chord, Hide);
        }

        if (Key.Trouble is { Length: > 0 } trouble)
        {
            _actions.Say($"Panic key: {trouble}");
        }

        try
        {
            _autostart = Autostart.IsOn;
            _tray = openTray(Handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            _actions.Say($"There is no icon beside the clock ({e.Message.TrimEnd('.')}): use the page.");
        }
    }

    /// <summary>Between two runs nobody shows a state, but the tick beside "Hide everything" must be right. Called on the thread that presses, which must not wait for
    /// the desktop.</summary>
    private void ShowAgain() => Task.Run(() =>
    {
        if (Volatile.Read(ref _shown) is { } status && Volatile.Read(ref _tray) is { } tray)
        {
            Paint(tray, status);
        }
    });

    private void Paint(ITray tray, LiveStatus status) => tray.Show(ViewOf(status, _panic.IsPressed, _autostart, OperatingSystem.IsWindows()));

    /// <summary>Called on the key's own thread; never waits.</summary>
    private void Hide() => _panic.IsPressed = true;

    /// <summary>Called on the tray's own thread. Panic never waits; everything else runs elsewhere.</summary>
    private void Handle(TrayCommand command)
    {
        switch (command)
        {
            case TrayCommand.Panic:
                _panic.IsPressed = !_panic.IsPressed;
                break;
            case TrayCommand.Open:
                _ = Slowly.RunAsync("The browser", () => _actions.Open(""));
                break;
            case TrayCommand.Settings:
                _ = Slowly.RunAsync("The browser", () => _actions.Open("setup"));
                break;
            case TrayCommand.Autostart:
                _ = Slowly.RunAsync("The setting", () => SetAutostart(!_autostart));
                break;
            case TrayCommand.Quit:
                _actions.Quit();
                break;
        }
    }
}

/// <summary>The menu's actions besides hiding.</summary>
/// <param name="Open">Opens the page at the given part; an empty text opens its start.</param>
/// <param name="Quit">Ends the run in an orderly way; returns at once.</param>
/// <param name="Say">Prints a sentence on the terminal.</param>
internal sealed record DesktopActions(Action<string> Open, Action Quit, Action<string> Say);

/// <summary>Desktop settings for the page.</summary>
/// <param name="PanicKey">"Ctrl+Alt+P", or "none".</param>
/// <param name="Works">True once the system has granted the key.</param>
/// <param name="Trouble">Why the key does not work; empty if it does.</param>
/// <param name="Autostart">True if StreamShield starts at login.</param>
internal sealed record PanicKeyView(string PanicKey, bool Works, string Trouble, bool Autostart);
