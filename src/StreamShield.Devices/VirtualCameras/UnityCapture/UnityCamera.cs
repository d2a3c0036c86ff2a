using System.Globalization;
using System.Runtime.Versioning;
using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;

namespace StreamShield.Devices.VirtualCameras.UnityCapture;

/// <summary>The virtual camera of UnityCapture on Windows.</summary>
internal sealed class UnityCamera : IVirtualCamera
{
    private const int MaxDevices = 10;

    /// <summary>CLSID of the first device. The next CLSID belongs to its settings page; those of the other devices follow.</summary>
    private static readonly Guid Filter = new("5C2CD55C-92AD-4999-8666-912BD3E70010");

    /// <inheritdoc/>
    public string Name => "unitycapture";

    /// <inheritdoc/>
    public string Form => "unitycapture or unitycapture:N";

    /// <inheritdoc/>
    public string SystemName => "Windows";

    /// <inheritdoc/>
    public bool IsOfThisSystem => OperatingSystem.IsWindows();

    /// <inheritdoc/>
    [SupportedOSPlatform("windows")]
    public VirtualCameraOffer Probe(string argument)
    {
        if (argument.Length > 0 && !(int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted < MaxDevices))
        {
            return new VirtualCameraOffer(Name, "", false, $"'{argument}' is not a device of UnityCapture: use unitycapture:0 to unitycapture:{MaxDevices - 1}.");
        }

        var device = Device(argument);
        var target = device == 0 ? Name : $"{Name}:{device}";
        var name = FilterRegistry.NameOf(ClassId(device));
        return name is null
            ? new VirtualCameraOffer(target, "", false, "UnityCapture is not installed: download it from its page (github.com/schellingb/UnityCapture) and run Install\\Install.bat as administrator.")
            : new VirtualCameraOffer(target, name.Length > 0 ? name.TrimEnd('\0', ' ') : "Unity Video Capture", true, "It works beside OBS's own virtual camera.");
    }

    /// <inheritdoc/>
    [SupportedOSPlatform("windows")]
    public ISink MakeSink(string argument, FrameSize size, double framesPerSecond)
    {
        var device = Device(argument);
        return new UnityCaptureSink(size, () => UnityReceiver.Find(device));
    }

    /// <summary>Writes the slate; after the time-out the receiver shows its own notice.</summary>
    [SupportedOSPlatform("windows")]
    public void LeaveSlate(string argument, ShieldedFrame slate, double framesPerSecond)
    {
        using var sink = MakeSink(argument, slate.Size, framesPerSecond);
        sink.Write(slate);
    }

    /// <summary>CLSID of a device's filter.</summary>
    internal static Guid ClassId(int device)
    {
        Span<byte> bytes = stackalloc byte[16];
        Filter.TryWriteBytes(bytes);
        bytes[15] += (byte)(device == 0 ? 0 : device + 1);
        return new Guid(bytes);
    }

    private static int Device(string argument) => argument.Length == 0 ? 0 : int.Parse(argument, CultureInfo.InvariantCulture);
}
