using Microsoft.AspNetCore.Http;
using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Linux;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page.Previews;
using StreamShield.App.Page.Views;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Page;

/// <summary>The control page on the local server: its files and its API. API.md beside this file is the contract.</summary>
/// <param name="session">The run to control.</param>
/// <param name="control">Applies changes to it.</param>
/// <param name="live">The addresses for OBS and VLC.</param>
/// <param name="status">Returns the current figures.</param>
/// <param name="secrets">The tokens and what each one opens.</param>
/// <param name="desktop">The run on the user's desktop; null without a desktop.</param>
/// <param name="obs">OBS on this computer.</param>
/// <param name="closing">Ends every stream of the page.</param>
/// <param name="camera">Makes a camera for a picture of its own, by its text; null for this computer's.</param>
internal sealed class ControlPage(
    ShieldSession session, LiveControl control, LiveRoutes live, Func<LiveStatus> status, Secrets secrets, Func<DesktopLink?> desktop, ObsDesk obs, CancellationToken closing, Func<string, FrameSize, ISource?>? camera = null)
{
    private readonly StateReader _reader = new(session, control, status, desktop);
    private readonly PageFiles _files = new();

    /// <summary>Everything.</summary>
    public Site Site => SiteWith(_reader.Now, live.All,
    [
        .. new StateRoutes(_reader, control.Changed, closing).Routes,
        .. new SettingsRoutes(_reader, control).Routes,
        .. new SoundRoutes(control.Sound).Routes,
        .. new ProfileRoutes(control).Routes,
        .. new DesktopRoutes(_reader, desktop).Routes,
        .. new CameraRoutes(session, VirtualCameraCatalog.Default.Offers, OperatingSystem.IsLinux() ? LoopbackSetup.Default : null).Routes,
        .. new PreviewRoutes(session, camera ?? ((text, size) => CameraChoices.Make(text, control.Now.Room.Camera, size)), closing).Routes,
        .. new CameraLockRoutes(control).Routes,
        .. new PictureRoutes(control.Pictures).Routes,
        .. new HelpRoutes().Routes,
        .. new ObsRoutes(obs, secrets).Routes,
        .. AboutRoutes.Routes,
    ]);

    /// <summary>What is left while the run begins anew: the panic button, the state, and the page's files. Call it while the session still runs.</summary>
    public Site Paused()
    {
        var last = _reader.Now().Starting();
        var button = session.Outlet.Button;
        StateView Now() => last with { Panic = button.IsPressed };
        const string Pause = "StreamShield is beginning anew with another size or rate of the picture: try again in a moment.";
        return SiteWith(Now, [], [new("GET", "state", (context, _) => Answer.JsonAsync(context, Now(), PageJson.Default.StateView))], Pause);
    }

    private Site SiteWith(Func<StateView> state, IEnumerable<Route> plain, IEnumerable<Route> page, string? pause = null)
    {
        var panic = new PanicRoutes(session.Outlet.Button, state);
        var door = new DoorRoutes(secrets, _files);
        var watch = new WatchRoutes(_files);
        return new Site(
            [.. door.Open, .. watch.Open],
            [.. plain, watch.Page, panic.Plain, door.Code],
            [.. page, panic.OnPage, new("GET", "*", ServeFileAsync) { IsUrgent = true }])
        { Pause = pause };

        // An address of a request looks like that of a file: while it is not served, it is not unknown.
        Task ServeFileAsync(HttpContext context, string name) => pause is not null && !_files.Has(name)
            ? throw new Refusal(StatusCodes.Status503ServiceUnavailable, pause)
            : _files.ServeAsync(context, name);
    }
}
