using StreamShield.App.Hosting;
using StreamShield.App.Live;

namespace StreamShield.App.Desktop;

/// <summary>
/// A live run on the user's desktop: tray, notifications and panic key. The panic key only hides: whoever presses it twice in a fright stays hidden, and comes back by icon, page or terminal.
/// From any thread.
/// </summary>
internal sealed class DesktopLink : IDisposable
{
    private readonly LiveControl _control;
    private readonly DesktopActions _actions;
    private readonly DesktopSettings _settings;
    private readonly DesktopNews _news;
    private readonly Func<KeyChord, Action, IPanicKey?> _takeKey;
    private readonly Lock _gate = new();
    private ITray? _tray;
    private IPanicKey? _key;
    private KeyChord? _chord;
    private string _trouble = "";
    private bool _autostart;
    private bool _isClosed;

    /// <summary>Begins; what the desktop takes its time for happens on threads of its own.</summary>
    /// <param name="control">What is hidden.</param>
    /// <param name="actions">What else a menu can do.</param>
    /// <param name="settings">What the user chose for this computer.</param>
    /// <param name="chosen">A panic key from the command line, as text; null for the stored one.</param>
    /// <param name="time">For notifications.</param>
    /// <param name="openTray">Null for this desktop's.</param>
    /// <param name="takeKey">Null for this desktop's.</param>
    public DesktopLink(
        LiveControl control, DesktopActions actions, DesktopSettings settings, string? chosen, TimeProvider time,
        Func<Action<TrayCommand>, ITray?>? openTray = null, Func<KeyChord, Action, IPanicKey?>? takeKey = null)
    {
        _control = control;
        _actions = actions;
        _settings = settings;
        _news = new DesktopNews(time);
        _takeKey = takeKey ?? DesktopParts.TakeKey;
        Ready = Task.Run(() => Begin(chosen, openTray ?? DesktopParts.OpenTray));
    }

    /// <summary>Ends once icon and key were asked for. Never fails.</summary>
    public Task Ready { get; }

    /// <summary>The panic key as the page shows it.</summary>
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

    /// <summary>Uses another panic key from now on, and in later runs.</summary>
    /// <param name="chord">Null for none.</param>
    /// <exception cref="UserException">It is taken; the old one stays.</exception>
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

            _key?.Dispose();
            (_key, _chord, _trouble) = (taken, chord, "");
            _settings.PanicKey = chord;
        }

        _control.Changed.Raise();
    }

    /// <summary>Starts with the user's session from now on, or no longer.</summary>
    /// <exception cref="UserException">The system refuses.</exception>
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

        _control.Changed.Raise();
    }

    /// <summary>Shows the state; a few times a second.</summary>
    public void Show(LiveStatus status)
    {
        var tray = Volatile.Read(ref _tray);
        if (tray is null)
        {
            return;
        }

        tray.Show(ViewOf(status, _control.Panic, _autostart, OperatingSystem.IsWindows()));
        if (_news.Next(status) is { } news)
        {
            tray.Notify(news.Title, news.Text);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _key?.Dispose();
            _key = null;
        }

        Interlocked.Exchange(ref _tray, null)?.Dispose();
    }

    /// <summary>What the tray shows of a state.</summary>
    internal static TrayView ViewOf(LiveStatus status, bool panic, bool autostart, bool isWindows) => new(
        status.Live ? TrayColour.Green : status.Reason is "Starting" or "ModelLoading" ? TrayColour.Grey : TrayColour.Red,
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
        // The key first: it is what protects.
        try
        {
            var chord = chosen is null ? _settings.PanicKey : KeyChord.Parse(chosen);
            lock (_gate)
            {
                _chord = chord;
                _key = chord is null || _isClosed ? null : _takeKey(chord, Hide);
            }
        }
        catch (UserException e)
        {
            _trouble = e.Message;
        }

        if (Key.Trouble is { Length: > 0 } trouble)
        {
            _actions.Say($"Panic key: {trouble}");
        }

        try
        {
            _autostart = Autostart.IsOn;
            _tray = openTray(Obey);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            _actions.Say($"There is no icon beside the clock ({e.Message.TrimEnd('.')}): use the page.");
        }
    }

    /// <summary>On the key's own thread; waits for nothing.</summary>
    private void Hide() => _control.Panic = true;

    /// <summary>On the tray's own thread; panic waits for nothing, everything else is done elsewhere.</summary>
    private void Obey(TrayCommand command)
    {
        switch (command)
        {
            case TrayCommand.Panic:
                _control.Panic = !_control.Panic;
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

/// <summary>What a menu can do beside hiding.</summary>
/// <param name="Open">Opens the page, at a part of it or, with an empty text, as it is.</param>
/// <param name="Quit">Ends the run in order; returns at once.</param>
/// <param name="Say">Tells the user on the terminal.</param>
internal sealed record DesktopActions(Action<string> Open, Action Quit, Action<string> Say);

/// <summary>The panic key and its neighbours, as the page shows them.</summary>
/// <param name="PanicKey">"Ctrl+Alt+P", or "none".</param>
/// <param name="Works">True once the system has granted it.</param>
/// <param name="Trouble">Why it does not work, or empty.</param>
/// <param name="Autostart">Whether StreamShield starts with the user's session.</param>
internal sealed record PanicKeyView(string PanicKey, bool Works, string Trouble, bool Autostart);
