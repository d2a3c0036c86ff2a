using StreamShield.Core.Frames;
using StreamShield.Devices.Pixels;
using StreamShield.Devices.VirtualCameras.UnityCapture;

namespace StreamShield.Tests.Devices.VirtualCameras;

/// <summary>A receiver of UnityCapture in this process.</summary>
internal sealed unsafe class FakeReceiver : IUnityReceiver
{
    public FakeReceiver(FrameSize size, int? room = null)
    {
        Memory = new PlainMemory(UnityPicture.PixelsAt + Rgba.Bytes(size));
        *(int*)Memory.Address = room ?? Rgba.Bytes(size);
        Picture = new UnityPicture(Memory.Address);
    }

    public PlainMemory Memory { get; }

    public UnityPicture Picture { get; }

    public bool Hangs { get; set; }

    public bool Asks { get; set; } = true;

    public bool IsLocked { get; private set; }

    public int Announced { get; private set; }

    public bool Disposed { get; private set; }

    public bool TryLock() => IsLocked = !Hangs;

    public void Unlock() => IsLocked = false;

    public void Announce() => Announced++;

    public bool WasAsked() => Asks;

    public void Dispose() => Disposed = true;
}
