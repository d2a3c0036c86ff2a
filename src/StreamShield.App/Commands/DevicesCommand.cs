using System.CommandLine;
using StreamShield.App.Hosting;
using StreamShield.Devices.Cameras;
using StreamShield.Devices.Tools;
using StreamShield.Devices.VirtualCameras;

namespace StreamShield.App.Commands;

/// <summary><c>devices</c>: lists the devices that can be used here.</summary>
internal static class DevicesCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(Terminal terminal)
    {
        var command = new AppCommand("devices", "List your cameras and microphones, and where the shielded picture and sound can go.", """
            Example:
              streamshield devices
            """);
        command.SetAction(_ =>
        {
            ShowCameras(terminal.Output);
            terminal.Output.WriteLine();
            ShowOutputs(terminal.Output);
            terminal.Output.WriteLine();
            SoundText.Show(terminal.Output);
            return ExitCode.Success;
        });
        return command;
    }

    private static void ShowCameras(TextWriter output)
    {
        var cameras = DeviceList.Cameras();
        output.WriteLine(cameras.Count == 0
            ? "Cameras: none found. Plug one in; without one, 'streamshield run' shows the demo clip."
            : "Cameras (choose one with --source and what stands behind its name; a webcam:NUMBER works, too, until others are plugged in):");
        foreach (var camera in cameras)
        {
            output.WriteLine($"  {camera.Index}  {camera.Name}{(camera.IsVirtual ? " (virtual, taken only when you name it)" : "")}{(camera.Path.Length > 0 ? $"  ({camera.Path})" : "")}  --source \"{DeviceList.TextOf(camera, cameras)}\"");
            if (camera.Problem.Length > 0)
            {
                output.WriteLine($"       {camera.Problem}");
            }

            foreach (var mode in camera.Modes)
            {
                output.WriteLine($"       {mode}");
            }
        }
    }

    private static void ShowOutputs(TextWriter output)
    {
        output.WriteLine("Outputs of 'streamshield run' (choose with --sink NAME; several by commas):");
        output.WriteLine("  mjpeg  an address on this computer for OBS, VLC and browsers, always there");
        var best = true;
        foreach (var offer in VirtualCameraCatalog.Default.Offers())
        {
            output.WriteLine(offer.IsReady
                ? $"  {offer.Target}  the camera '{offer.Camera}'{(best ? ", used when nothing else is said" : "")}"
                : $"  {offer.Target}  not ready");
            output.WriteLine($"       {offer.Words}");
            best &= !offer.IsReady;
        }

        output.WriteLine();
        output.WriteLine(ExternalTool.Ffmpeg is { } ffmpeg
            ? $"Files: 'streamshield process' writes video with ffmpeg ({ffmpeg})."
            : "Files: 'streamshield process' writes video; install ffmpeg for smaller files.");
    }
}
