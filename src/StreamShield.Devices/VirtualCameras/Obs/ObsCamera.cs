using System.Runtime.Versioning;
using StreamShield.Core.Frames;
using StreamShield.Devices.Cameras;

namespace StreamShield.Devices.VirtualCameras.Obs;

/// <summary>The virtual camera that OBS Studio installs on Windows.</summary>
internal sealed class ObsCamera : IVirtualCamera
{
    /// <summary>Name of its shared memory.</summary>
    public const string Memory = "OBSVirtualCamVideo";

    private const string Taken = "Another program already feeds the OBS Virtual Camera: press 'Stop Virtual Camera' in OBS (or end the other StreamShield), then the picture goes there by itself; --sink unitycapture does not need it.";
    private const string Missing = "The OBS Virtual Camera is not installed: install OBS Studio 28 or later (obsproject.com), its installer registers the camera.";

    private static readonly Guid Filter = new("A3FCE0F5-3493-419F-958A-ABA1250EC20B");

    /// <inheritdoc/>
    public string Name => "obs";

    /// <inheritdoc/>
    public string Form => "obs";

    /// <inheritdoc/>
    public string SystemName => "Windows";

    /// <inheritdoc/>
    public bool IsOfThisSystem => OperatingSystem.IsWindows();

    /// <inheritdoc/>
    [SupportedOSPlatform("windows")]
    public VirtualCameraOffer Probe(string argument)
    {
        if (FilterRegistry.NameOf(Filter) is null)
        {
            return new VirtualCameraOffer(Name, "", false, Missing);
        }

        using var held = NamedMemory.TryOpen(Memory);
        return held is null
            ? new VirtualCameraOffer(Name, "OBS Virtual Camera", true, "While StreamShield feeds it, OBS cannot start its own virtual camera: take --sink unitycapture when you need both.")
            : new VirtualCameraOffer(Name, "OBS Virtual Camera", false, Taken);
    }

    /// <inheritdoc/>
    [SupportedOSPlatform("windows")]
    public ISink MakeSink(string argument, FrameSize size, double framesPerSecond) =>
        new ObsCameraSink(size, framesPerSecond, static bytes => NamedMemory.TryCreate(Memory, bytes) ?? throw new ShieldException(SlateReason.StageFailed, Taken));

    /// <summary>A program that still shows the camera keeps the memory alive: every slot gets the slate, then the state is set to stopping.</summary>
    [SupportedOSPlatform("windows")]
    public void LeaveSlate(string argument, ShieldedFrame slate, double framesPerSecond)
    {
        using var memory = NamedMemory.TryOpen(Memory);
        if (memory is null || memory.Bytes < ObsQueue.Bytes(slate.Size))
        {
            return;
        }

        var queue = new ObsQueue(memory.Address, slate.Size);
        for (var slot = 0; queue.Fits && slot < ObsQueue.Slots; slot++)
        {
            queue.Write(slate, ObsCameraSink.Nanoseconds(TimeProvider.System));
        }

        queue.Stop();
    }
}
