using StreamShield.Core.Frames;
using StreamShield.Devices.Sound;

namespace StreamShield.App.Commands;

/// <summary>Prints the sound devices.</summary>
internal static class SoundText
{
    /// <summary>Lists microphones and outputs, or explains why there are none.</summary>
    public static void Show(TextWriter output)
    {
        try
        {
            var microphones = SoundDevices.Microphones();
            Show(output, "Microphones", " (choose with 'streamshield run --mic NAME')", [.. microphones.Where(device => !device.IsMonitor)]);
            Show(output, "Sound outputs", " (choose with --sound-out NAME; a virtual cable is what OBS can listen to)", SoundDevices.Outputs());
        }
        catch (ShieldException e)
        {
            output.WriteLine($"Sound: {e.Message}");
        }
    }

    private static void Show(TextWriter output, string title, string how, IReadOnlyList<SoundDevice> devices)
    {
        output.WriteLine(devices.Count == 0 ? $"{title}: none found." : $"{title}{how}:");
        foreach (var device in devices)
        {
            output.WriteLine($"  {device.Description}{(device.Name == device.Description ? "" : $"  ({device.Name})")}{(device.IsUsual ? ", the default" : "")}{(device.IsCable ? ", a virtual cable" : "")}");
        }
    }
}
