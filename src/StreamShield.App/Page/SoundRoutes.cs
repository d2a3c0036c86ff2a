using StreamShield.App.Hosting;
using StreamShield.App.Http;
using StreamShield.App.Live;
using StreamShield.App.Page.Views;
using StreamShield.Core.Frames;
using StreamShield.Devices.Sound;

namespace StreamShield.App.Page;

/// <summary>Sound levels and sound devices, which are not part of the state.</summary>
internal sealed class SoundRoutes(LiveSound sound)
{
    private static readonly string HowToGetACable = OperatingSystem.IsWindows()
        ? "No virtual cable is here: install one such as VB-Cable, then look again."
        : "No virtual cable is here: 'pactl load-module module-null-sink sink_name=shield sink_properties=device.description=Shield' in a terminal makes one, then look again.";

    /// <summary>Adds the routes.</summary>
    public IEnumerable<Route> Routes =>
    [
        new("GET", "sound", (context, _) => Answer.JsonAsync(context, SoundView.Of(sound.Status), PageJson.Default.SoundView!)),
        new("GET", "sound/devices", async (context, _) => await Answer.JsonAsync(context, await Slowly.RunAsync("The sound system", Devices), PageJson.Default.SoundDevicesView)),
    ];

    private SoundDevicesView Devices()
    {
        try
        {
            var outputs = Views(sound.Kit.Outputs());
            return new SoundDevicesView(
                Views([.. sound.Kit.Microphones().Where(device => !device.IsMonitor)]),
                [.. outputs.OrderByDescending(device => device.Cable).ThenBy(device => device.Usual)],
                "",
                outputs.Any(device => device.Cable) ? "" : HowToGetACable);
        }
        catch (ShieldException e)
        {
            return new SoundDevicesView([], [], e.Message, "");
        }
    }

    private static List<SoundDeviceView> Views(IReadOnlyList<SoundDevice> devices) =>
        [.. devices.Select(device => new SoundDeviceView(
            devices.Count(other => other.Description == device.Description) == 1 ? device.Description : device.Name, device.Description, device.IsUsual, device.IsCable))];
}
