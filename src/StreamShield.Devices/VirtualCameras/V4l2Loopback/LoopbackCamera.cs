using System.Globalization;
using System.Runtime.Versioning;
using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;

namespace StreamShield.Devices.VirtualCameras.V4l2Loopback;

/// <summary>The virtual camera of the Linux kernel module v4l2loopback.</summary>
/// <param name="linux">Lists the devices.</param>
internal sealed class LoopbackCamera(LinuxCameras linux) : IVirtualCamera
{
    /// <summary>Command that loads the module. Browsers list the camera only with <c>exclusive_caps=1</c>.</summary>
    public const string LoadCommand = "'sudo modprobe v4l2loopback exclusive_caps=1 card_label=StreamShield'";

    /// <summary>Commands that reload the module.</summary>
    public const string ReloadCommand = "'sudo modprobe -r v4l2loopback' and " + LoadCommand;

    private const int Tries = 10;

    private static readonly TimeSpan FarewellTime = 3 * LoopbackSink.Silence;

    /// <inheritdoc/>
    public string Name => "v4l2loopback";

    /// <inheritdoc/>
    public string Form => "v4l2loopback or v4l2loopback:/dev/videoN";

    /// <inheritdoc/>
    public string SystemName => "Linux";

    /// <inheritdoc/>
    public bool IsOfThisSystem => OperatingSystem.IsLinux();

    /// <inheritdoc/>
    public VirtualCameraOffer Probe(string argument)
    {
        var devices = linux.Devices();
        var loopbacks = devices.Where(device => device.Answer.IsLoopback).ToList();
        var wanted = int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? linux.PathOf(number) : argument;
        var fitting = loopbacks.Where(device => wanted.Length == 0 || device.Path == wanted || string.Equals(device.Answer.Card, wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        if (fitting.FirstOrDefault(device => device.Answer.TakesPictures) is { Path: { } path } free)
        {
            return new VirtualCameraOffer($"{Name}:{path}", free.Answer.Card, true, $"Its device is {path}.");
        }

        return new VirtualCameraOffer(Name, "", false, (loopbacks.Count, fitting.Count) switch
        {
            (0, _) when devices.FirstOrDefault(device => device.Answer.State == CameraState.Denied) is { Path: { } denied } =>
                $"No video device of this system can be asked whether it is a loopback device: {CameraFailure.DeniedCure(denied)}",
            (0, _) => $"There is no loopback device: install the module with 'sudo apt-get install -y v4l2loopback-dkms' and load it with {LoadCommand}.",
            (_, 0) => $"'{argument}' is not a loopback device: choose one of {List(loopbacks)}.",
            _ => $"Another program feeds {List(fitting)}: stop it there, or load the module with one device more (devices=2).",
        });
    }

    /// <inheritdoc/>
    [SupportedOSPlatform("linux")]
    public ISink MakeSink(string argument, FrameSize size, double framesPerSecond) =>
        new LoopbackSink($"virtual camera {argument}", size, () => LoopbackDevice.Open(argument, size, framesPerSecond));

    /// <summary>Feeds the slate for a while at the session's rate; after that, readers get the slate stored in the kernel.</summary>
    [SupportedOSPlatform("linux")]
    public void LeaveSlate(string argument, ShieldedFrame slate, double framesPerSecond)
    {
        using var sink = MakeSink(argument, slate.Size, framesPerSecond);
        using var never = new ManualResetEvent(false);
        var pictures = (int)(FarewellTime.TotalSeconds * framesPerSecond);
        var failures = 0;
        while (pictures-- > 0 && failures < Tries)
        {
            try
            {
                sink.Write(slate);
                failures = 0;
            }
            catch (ShieldException)
            {
                // The dead process's file may still be open for a moment.
                failures++;
            }

            never.WaitOne(TimeSpan.FromSeconds(1 / framesPerSecond));
        }
    }

    private static string List(IEnumerable<(string Path, V4l2Answer Answer)> devices) => string.Join(", ", devices.Select(device => $"{device.Path} ({device.Answer.Card})"));
}
