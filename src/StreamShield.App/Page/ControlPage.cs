using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Linux;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page.Previews;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Page;

/// <summary>The control page on the local server: its files and its API. API.md beside this file is the contract.</summary>
internal static class ControlPage
{
    /// <summary>Creates the site.</summary>
    /// <param name="session">The run to control.</param>
    /// <param name="control">Applies changes to it.</param>
    /// <param name="live">The addresses for OBS and VLC.</param>
    /// <param name="status">Returns the current figures.</param>
    /// <param name="secrets">The tokens and what each one opens.</param>
    /// <param name="desktop">The run on the user's desktop; null without a desktop.</param>
    /// <param name="obs">OBS on this computer.</param>
    /// <param name="closing">Ends every stream of the page.</param>
    /// <param name="camera">Makes a camera for a picture of its own, by its text; null for this computer's.</param>
    public static Site Build(ShieldSession session, LiveControl control, LiveRoutes live, Func<LiveStatus> status, Secrets secrets, Func<DesktopLink?> desktop, ObsDesk obs, CancellationToken closing, Func<string, FrameSize, ISource?>? camera = null)
    {
        var reader = new StateReader(session, control, status, desktop);
        var settings = new SettingsRoutes(reader, control);
        var files = new PageFiles();
        var door = new DoorRoutes(secrets, files);
        var watch = new WatchRoutes(files);
        return new Site(
            [.. door.Open, .. watch.Open],
            [.. live.All, watch.Page, settings.PanicButton, door.Code],
            [
                .. new StateRoutes(reader, control.Changed, closing).Routes,
                .. settings.Routes,
                .. new SoundRoutes(control.Sound).Routes,
                .. new ProfileRoutes(control).Routes,
                .. new DesktopRoutes(reader, desktop).Routes,
                .. new CameraRoutes(session, VirtualCameraCatalog.Default.Offers, OperatingSystem.IsLinux() ? LoopbackSetup.Default : null).Routes,
                .. new PreviewRoutes(session, camera ?? ((text, size) => CameraChoices.Make(text, control.Now.Room.Camera, size)), closing).Routes,
                .. new CameraLockRoutes(control).Routes,
                .. new PictureRoutes(control.Pictures).Routes,
                .. new HelpRoutes().Routes,
                .. new ObsRoutes(obs, secrets).Routes,
                .. AboutRoutes.Routes,
                new("GET", "*", files.ServeAsync) { IsUrgent = true },
            ]);
    }
}
