using StreamShield.App.Desktop;
using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Obs;
using StreamShield.App.Page;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Core.Storage;

namespace StreamShield.App.Commands;

/// <summary>
/// What the streamer reaches a run by: panic button, keys, tray, and the server of the page and of the buttons' address; and the guard of OBS. All of it stays while
/// the run begins anew with another size or rate of the pictures, because panic waits for nothing (law 8).
/// </summary>
internal sealed class LiveFront : IAsyncDisposable
{
    /// <summary>The port without <c>--port</c>.</summary>
    public const int DefaultPort = 8787;

    private readonly RunOptions _options;
    private readonly Terminal _terminal;
    private readonly StatusView _view;
    private volatile LiveControl? _control;
    private volatile LocalServer? _server;
    private volatile DesktopLink? _desktop;
    private IDisposable? _runFile;
    private ObsWatch? _obs;

    /// <summary>Starts listening to keys.</summary>
    /// <param name="options">Port and desktop options; the others may change.</param>
    /// <param name="terminal">The keys, and where to print warnings.</param>
    /// <param name="view">Where to print sentences.</param>
    public LiveFront(RunOptions options, Terminal terminal, StatusView view)
    {
        _options = options;
        _terminal = terminal;
        _view = view;
        if (terminal.HasKeys)
        {
            Keys.Listen(HandleKey);
        }
    }

    /// <summary>Works from the first moment.</summary>
    public PanicButton Panic { get; } = new();

    /// <summary>Tells OBS's guard whether the picture is live.</summary>
    public ShieldSignal Shield { get; } = new();

    /// <summary>The guard of OBS; null without one. Fails with an <see cref="ObsException"/> when the command is wrong.</summary>
    public Task? Guarding => _obs?.Running;

    /// <summary>The tokens, set before <see cref="ServeAsync"/>.</summary>
    public Secrets Secrets { get; set; } = null!;

    /// <summary>The server; null before <see cref="ServeAsync"/>.</summary>
    public LocalServer? Server => _server;

    /// <summary>Tray and panic key; null without a desktop.</summary>
    public DesktopLink? Desktop => _desktop;

    /// <summary>True if a person is at a screen here: only then are tray, panic key and page of use.</summary>
    public bool HasUser => PageWindow.HasScreen && (_terminal.HasKeys || _options.Desktop.FromMenu);

    /// <summary>Serves a run, from now until <see cref="Pause"/>.</summary>
    /// <param name="site">Its page and addresses.</param>
    /// <param name="control">Gets the keys' changes.</param>
    /// <param name="stop">Ends the guard of OBS.</param>
    /// <exception cref="UserException">The port cannot be opened.</exception>
    public async Task<LocalServer> ServeAsync(Site site, LiveControl control, CancellationToken stop)
    {
        if (_server is { } server)
        {
            server.Site = site;
        }
        else
        {
            _server = server = await LocalServer.StartAsync(_options.Port ?? DefaultPort, mayMove: _options.Port is null, Secrets, site, _terminal.Fail);
            _runFile = WriteRunFile(server.Port);
            _desktop = HasUser
                ? new DesktopLink(Panic, new DesktopActions(OpenPage, _terminal.RequestEnd, _view.Say), new DesktopSettings(UserFolders.Configuration), _options.Desktop.PanicKey, _terminal.Time)
                : null;
            _obs = _options.Obs is { } obs ? ObsWatch.Start(obs, Shield, server.AddressOf(LiveRoutes.Picture), _view.Say, _terminal.Time, stop) : null;
        }

        _control = control;
        return server;
    }

    /// <summary>Serves only what works without a run, until the next <see cref="ServeAsync"/>.</summary>
    /// <param name="site">What is left of the page and its addresses.</param>
    /// <param name="last">The state of the run that ends.</param>
    public void Pause(Site site, LiveStatus last)
    {
        _control = null;
        _server!.Site = site;
        _desktop?.Show(RunStatus.Starting(last));
    }

    /// <summary>The end was asked for: hides at once, and then lets nobody find this run any more.</summary>
    public void Leave()
    {
        Panic.IsPressed = true;
        Interlocked.Exchange(ref _runFile, null)?.Dispose();
    }

    /// <summary>Opens the page, or prints its address where no browser can be started.</summary>
    /// <param name="part">The part to open; empty for its start.</param>
    public void OpenPage(string part = "")
    {
        if (_server is not { } server)
        {
            return;
        }

        var suffix = part.Length > 0 ? $"/{part}" : "";
        if (!PageWindow.HasScreen || !PageWindow.TryOpen(server.NewPage() + suffix))
        {
            _view.Say($"No browser could be started here. Open this within a minute; it works once: {server.NewPage()}{suffix}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _control = null;
        Interlocked.Exchange(ref _desktop, null)?.Dispose();
        Interlocked.Exchange(ref _runFile, null)?.Dispose();
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            await server.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _obs, null) is { } obs)
        {
            await obs.DisposeAsync();
        }
    }

    private IDisposable? WriteRunFile(int port)
    {
        try
        {
            return RunFile.Write(UserFolders.Data, port, Secrets);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _terminal.Fail($"'streamshield page' will not find this run ({e.Message.TrimEnd('.')}): allow your user to write to {UserFolders.Data}.");
            return null;
        }
    }

    /// <summary>Runs on the keys' own thread, so that hiding and quitting work from the first moment, whatever hangs during the start.</summary>
    private void HandleKey(char key)
    {
        switch (key)
        {
            case 'q':
                _terminal.RequestEnd();
                break;
            case 'p':
                Panic.IsPressed = !Panic.IsPressed;
                break;
            case 'c':
                _control?.Confirm();
                break;
            case 'o':
                _ = Slowly.RunAsync("The browser", () => OpenPage());
                break;
            case '+' or '-':
                _ = StepAsync(stronger: key == '+');
                break;
        }
    }

    private async Task StepAsync(bool stronger)
    {
        try
        {
            await (_control?.StepAsync(stronger) ?? Task.CompletedTask);
        }
        catch (Exception e) when (e is UserException or ShieldException)
        {
            _view.Say(e.Message);
        }
    }
}
