using StreamShield.App.Desktop;
using StreamShield.App.Desktop.Linux;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page.Previews;
using StreamShield.Core.Frames;
using StreamShield.Core.Pipeline;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Page;

/// <summary>The control page as the local server serves it: its files, and all that it asks for. API.md beside this file is its contract.</summary>
internal static class ControlPage
{
    /// <summary>Puts the site together.</summary>
    /// <param name="session">What is controlled.</param>
    /// <param name="control">Its owner.</param>
    /// <param name="live">The addresses for OBS and VLC.</param>
    /// <param name="status">The figures now.</param>
    /// <param name="secrets">What opens what.</param>
    /// <param name="desktop">The run on the user's desktop; null when nobody sits there.</param>
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
                .. new CameraRoutes(session, SinkCatalog.Default.Offers, OperatingSystem.IsLinux() ? LoopbackSetup.Default : null).Routes,
                .. new PreviewRoutes(session, camera ?? ((text, size) => CameraChoices.Make(text, control.Now.Room.Camera, size)), closing).Routes,
                .. new PictureRoutes(control.Pictures).Routes,
                .. new HelpRoutes().Routes,
                .. new ObsRoutes(obs, secrets).Routes,
                .. AboutRoutes.Routes,
                new("GET", "*", files.ServeAsync) { IsUrgent = true },
            ]);
    }
}
